using System.Globalization;

namespace CredFunctions.Channels.Wording;

/// <summary>Numbers with their noun.</summary>
internal static class Counted
{
    public static string Of(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>"3 new, 1 raised": those that are not zero; null when all are.</summary>
    public static string? List(params IEnumerable<(long Count, string Word)> counts)
    {
        var some = counts.Where(
            each => each.Count > 0).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Count:N0} {each.Word}")).ToList();
        return some.Count == 0 ? null : string.Join(", ", some);
    }
}
