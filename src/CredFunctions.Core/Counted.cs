using System.Globalization;

namespace CredFunctions;

/// <summary>Numbers in sentences.</summary>
public static class Counted
{
    /// <summary>A number and its noun.</summary>
    public static string Of(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A number and a noun whose plural is not formed by an "s" at its end.</summary>
    public static string Of(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
