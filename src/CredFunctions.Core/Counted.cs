using System.Globalization;

namespace CredFunctions;

/// <summary>Numbers in sentences.</summary>
public static class Counted
{
    /// <summary>A number and its noun.</summary>
    public static string Of(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
