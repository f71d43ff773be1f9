using System.Globalization;

namespace CredFunctions.Evidence.Page;

/// <summary>Numbers in sentences.</summary>
internal static class Words
{
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Counted(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>How a number moved, with a sign that can be read aloud.</summary>
    public static string Moved(long from, long to) => (to - from) switch
    {
        0 => "unchanged",
        > 0 and var more => string.Create(CultureInfo.InvariantCulture, $"+{more:N0}"),
        var less => string.Create(CultureInfo.InvariantCulture, $"−{-less:N0}"),
    };
}
