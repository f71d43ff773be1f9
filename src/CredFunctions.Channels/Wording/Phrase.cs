using System.Globalization;

using CredFunctions.Notifications;
using CredFunctions.Reports;

namespace CredFunctions.Channels.Wording;

/// <summary>Numbers, times, names and lists in words.</summary>
internal static class Phrase
{
    public const string Product = "CredFunctions";

    /// <summary>The counts that are not zero, such as "3 opened, 1 raised"; null when all are.</summary>
    public static string? Counts(params IEnumerable<(long Count, string Word)> counts)
    {
        var some = counts.Where(each => each.Count > 0)
            .Select(each => $"{Counted.Number(each.Count)} {each.Word}").ToList();
        return some.Count == 0 ? null : string.Join(", ", some);
    }

    /// <summary>
    /// The as-of of a report in its zone, and its age, since what was corrected after it still shows in the report.
    /// </summary>
    public static string AsOf(DateTimeOffset asOf, DateTimeOffset now) => $"{ShownTime.Of(asOf, asOf.Offset)}, {Age(now - asOf)}";

    /// <summary>The day of an instant in a zone.</summary>
    public static string Day(DateTimeOffset instant, TimeSpan zone) =>
        ShownTime.In(instant, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string FirstSeen(DateTimeOffset instant, TimeSpan zone) => $"first seen {Day(instant, zone)}";

    public static string OpenFor(int days) => $"open for {Counted.Of(days, "day")}";

    public static string Size(long accounts, long items) => accounts == items
        ? Counted.Of(accounts, "account")
        : $"{Counted.Of(items, "finding")} of {Counted.Of(accounts, "account")}";

    public static string NameOf(string username, string accountId, string key)
    {
        var name = InertText.LeftToRight(username);
        return key.Length == 0 ? $"{name} ({accountId})" : $"{name} ({accountId}, {key})";
    }

    /// <summary>Like <c>key 1 AKIDab12…9xYz</c>; empty for the account.</summary>
    public static string KeyOf(Subject subject, string? secretIdMask) => subject switch
    {
        Subject.Key1 => $"key 1 {secretIdMask}".TrimEnd(),
        Subject.Key2 => $"key 2 {secretIdMask}".TrimEnd(),
        _ => secretIdMask is null ? "" : $"key {secretIdMask}",
    };

    public static string NamesAndMore(IReadOnlyList<string> names, long more) =>
        names.Count == 0 ? "" : more > 0 ? $"{string.Join(", ", names)} and {Counted.Number(more)} more" : string.Join(", ", names);

    public static string AndMore(long more) => $"… and {Counted.Number(more)} more.";

    public static string AndMoreAccounts(long more) => $"… and {Counted.Of(more, "more account")}.";

    public static string FindingByChange(string rule, string change) => $"{rule} ({change})";

    public static string ChangeThatResolves(string change, string rule) => $"{change} (resolves: {rule})";

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => $"{Counted.Of((long)age.TotalMinutes, "minute")} ago",
        { TotalDays: < 2 } => $"{Counted.Of((long)age.TotalHours, "hour")} ago",
        _ => $"{Counted.Of((long)age.TotalDays, "day")} ago",
    };
}
