using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Planning;

/// <summary>
/// The notices that depend on the clock alone: a source without a report for too long, exceptions that end or have ended.
/// </summary>
internal sealed class ClockNotices(PolicyDocument policy, DateTimeOffset now)
{
    // Fewer than the shortest keep time of notifications: a notice is never purged and then sent again.
    private const int Days = 6;
    private const int NamedGrants = 20;

    /// <summary>That a source has had no report for too long; once more after as long again.</summary>
    /// <param name="lane">Its lane; an empty one where no report has ever come.</param>
    /// <param name="firstArrival">When its first report came that is known; null where none has.</param>
    public IReadOnlyList<Notification> Overdue(string source, Lane lane, DateTimeOffset? firstArrival)
    {
        if (policy.For(source).Freshness.HoursOf(source) is not { } hours)
            return [];

        var last = lane.Last?.Order.AsOf;
        var times = (lane.FreshAsOf ?? firstArrival) is { } since ? (long)((now - since) / TimeSpan.FromHours(hours)) : 0;
        if (times == 0 && firstArrival is not null)
            return [];

        var reason = last is not null ? $"The last report is more than {Counted.Of(hours, "hour")} old."
            : firstArrival is not null ? $"No report of it could be completed for more than {Counted.Of(hours, "hour")}."
            : "The policy expects reports of it, and none has ever come.";

        // Where its file was uploaded again the hours begin anew, and so does the count.
        var again = lane.FreshAsOf is { } fresh && fresh != last ? string.Create(CultureInfo.InvariantCulture, $"{fresh.UtcTicks}/") : "";
        var eventName = string.Create(CultureInfo.InvariantCulture, $"overdue/{lane.Last?.ReportId ?? "none"}/{again}{times}");
        var content = new NotificationContent
        {
            AsOf = last is { } known ? ShownTime.In(known, policy.ReportTimeZone) : null,
            Reason = reason,
        };
        return [.. Notices.Each(policy.RouteFor(source), NotificationKind.Overdue, source, eventName, content, now)];
    }

    /// <summary>The exceptions that end within a week or ended within the last one, by their last day.</summary>
    public IReadOnlyList<Notification> Exceptions()
    {
        var today = policy.DayOf(now);
        return
        [
            .. policy.Exceptions.All.Where(grant => grant is { IsMalformed: false, Until: not null })
                .GroupBy(grant => grant.Until!.Value)
                .Where(day => Math.Abs(day.Key.DayNumber - today.DayNumber) <= Days)
                .OrderBy(day => day.Key)
                .SelectMany(day => Ending(day.Key, [.. day], isOver: day.Key < today)),
        ];
    }

    // One notice a day, however many exceptions end then; another when the policy has others of that day by then.
    private IEnumerable<Notification> Ending(DateOnly until, IReadOnlyList<ExceptionGrant> grants, bool isOver)
    {
        var names = grants.Select(NameOf).Order(StringComparer.Ordinal).ToList();
        var group = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))));
        var content = new NotificationContent
        {
            Reason = $"Last day: {until:yyyy-MM-dd}.",
            Remarks =
            [
                .. grants.Take(NamedGrants).Select(Sentence),
                .. grants.Count > NamedGrants ? [$"And {grants.Count - NamedGrants} more."] : Array.Empty<string>(),
            ],
        };
        var (kind, word) = isOver
            ? (NotificationKind.ExceptionEnded, "exception-ended")
            : (NotificationKind.ExceptionEnding, "exception-ending");
        var route = policy.Routes.FirstOrDefault(route => route.IsCatchAll);
        return Notices.Each(route, kind, "", $"{word}/{until:yyyy-MM-dd}/{group}", content, now);
    }

    private static string NameOf(ExceptionGrant grant) =>
        $"{grant.Rule} of {grant.Account}{(grant.Source is { } source ? $" in {source}" : "")}"
            + (grant.Key is { } key ? $", key {key}" : "");

    private static string Sentence(ExceptionGrant grant) =>
        ShortText.Of($"{NameOf(grant)}, {grant.Owner}: {grant.Reason}", NotificationContent.MaxText);
}
