using System.Globalization;

namespace CredFunctions.Cli.Terminal;

/// <summary>A number and its noun.</summary>
internal static class Counted
{
    public static string Of(long count, string noun) => string.Create(
        CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
