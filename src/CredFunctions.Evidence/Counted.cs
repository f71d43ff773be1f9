using System.Globalization;

namespace CredFunctions.Evidence;

/// <summary>Numbers in sentences.</summary>
public static class Counted
{
    /// <summary>A number and its noun.</summary>
    public static string Of(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How a number moved, with a sign that can be read aloud.</summary>
    public static string Moved(long from, long to) => (to - from) switch
    {
        0 => "unchanged",
        > 0 and var more => $"+{Number(more)}",
        var less => $"−{Number(-less)}",
    };
}
