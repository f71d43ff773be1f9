using System.Globalization;
using System.Text.Json;

namespace CredFunctions.Policy.Json;

/// <summary>The whole document.</summary>
internal static class PolicySection
{
    /// <summary>Which names sources and channels may have; see <see cref="SourceName.IsValid"/>.</summary>
    public const string AllowedName = "1 to 64 ASCII letters, digits, \".\", \"_\" or \"-\"";

    private const int MaxAlerts = 1000;
    private const int MaxDays = 3650;
    private const int MaxSameReportHours = 168;
    private const int MaxReminderDays = 365;
    private const int MaxDepartedAccounts = 1_000_000;

    // With fewer, the notifications of a run could be purged before its next reminder or retry.
    private const int LeastNotificationDays = 7;

    private static readonly TimeSpan WidestOffset = TimeSpan.FromHours(14);
    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(168);

    private static readonly Words<DigestMode> DigestModes = new(("changes", DigestMode.Changes), ("always", DigestMode.Always));

    /// <param name="root">The document.</param>
    /// <param name="hash">SHA-256 of its bytes.</param>
    /// <param name="channels">One reader for each kind of channel.</param>
    public static PolicyDocument Read(PolicyNode root, string hash, IReadOnlyList<IChannelReader> channels)
    {
        var policy = AssessmentPolicy.Default with { Hash = hash };
        if (root.AsObject() is not { } keys)
            return new PolicyDocument(policy);

        // Editors find the schema by it.
        keys.Take("$schema")?.OneLine();
        policy = Assessment(policy, keys);
        policy = Notifying(policy, keys, channels);
        policy = Operation(policy, keys);
        var document = new PolicyDocument(policy)
        {
            Sources = keys.Take("sources") is { } sources ? AssessmentSection.Sources(sources) : [],
        };
        keys.End();
        return document;
    }

    private static AssessmentPolicy Assessment(AssessmentPolicy policy, PolicyObject keys)
    {
        var zone = keys.Take("reportTimeZone") is { } offset ? Offset(offset) : null;
        var thresholds = keys.Take("thresholds") is { } days ? AssessmentSection.ThresholdsOf(days) : default;
        return policy with
        {
            ReportTimeZone = zone ?? policy.ReportTimeZone,
            Human = thresholds.Human?.Invoke(policy.Human) ?? policy.Human,
            Machine = thresholds.Machine?.Invoke(policy.Machine) ?? policy.Machine,
            MachineAccounts = keys.Take("machineAccounts") is { } names
                ? AssessmentSection.MachineAccounts(names)
                : policy.MachineAccounts,
            Rules = keys.Take("rules") is { } rules ? AssessmentSection.Rules(rules) : policy.Rules,
            Exceptions = keys.Take("exceptions") is { } exceptions ? ExceptionsSection.Read(exceptions) : policy.Exceptions,
        };
    }

    private static AssessmentPolicy Notifying(AssessmentPolicy policy, PolicyObject keys, IReadOnlyList<IChannelReader> readers)
    {
        var channels = keys.Take("channels");
        return policy with
        {
            Channels = channels is null ? policy.Channels : RoutingSection.Channels(channels, readers),
            Routes = RoutingSection.Routes(keys.Take("routes"), channels),
            ImmediateSeverity = keys.Take("immediateSeverity")?.Severity() ?? policy.ImmediateSeverity,
            ImmediateLimit = keys.Take("immediateLimit")?.Whole(0, MaxAlerts, "alerts") ?? policy.ImmediateLimit,
            Reminders = keys.Take("reminders") is { } reminders ? RemindersIn(reminders) : policy.Reminders,
            Digest = keys.Take("digest") is { } digest ? DigestModes.Read(digest) ?? policy.Digest : policy.Digest,
        };
    }

    private static AssessmentPolicy Operation(AssessmentPolicy policy, PolicyObject keys) => policy with
    {
        MaxDepartures = keys.Take("maxDepartures") is { } departures ? DeparturesIn(departures) : policy.MaxDepartures,
        SameReportHours = keys.Take("sameReportHours")?.Whole(0, MaxSameReportHours, "hours") ?? policy.SameReportHours,
        Freshness = keys.Take("freshness") is { } freshness ? AssessmentSection.FreshnessOf(freshness) : policy.Freshness,
        CompletionDeadline = (keys.Take("completionDeadline") is { } deadline ? Deadline(deadline) : null) ?? policy.CompletionDeadline,
        FindingRetentionDays = keys.Take("findingRetentionDays")?.Whole(1, MaxDays, "days") ?? policy.FindingRetentionDays,
        NotificationRetentionDays = keys.Take("notificationRetentionDays")?.Whole(LeastNotificationDays, MaxDays, "days")
            ?? policy.NotificationRetentionDays,
        ReportRetentionDays = keys.Take("reportRetentionDays")?.Whole(1, MaxDays, "days") ?? policy.ReportRetentionDays,
    };

    private static Reminders RemindersIn(PolicyNode node)
    {
        if (node.AsObject() is not { } keys)
            return Reminders.None;
        var days = new Dictionary<Severity, int>();
        foreach (var severity in Enum.GetValues<Severity>().OrderDescending())
        {
            if (keys.Take(severity.Name())?.Whole(1, MaxReminderDays, "days") is { } every)
                days.Add(severity, every);
        }

        keys.End();
        return new Reminders(days);
    }

    private static DepartureLimit DeparturesIn(PolicyNode node)
    {
        var defaults = DepartureLimit.Default;
        if (node.AsObject() is not { } keys)
            return defaults;
        var limit = new DepartureLimit(
            keys.Take("percent")?.Whole(0, 100, "percent") ?? defaults.Percent,
            keys.Take("least")?.Whole(1, MaxDepartedAccounts, "accounts") ?? defaults.Least);
        keys.End();
        return limit;
    }

    // "+08:00"
    private static TimeSpan? Offset(PolicyNode node)
    {
        var text = node.Kind is JsonValueKind.String ? node.Text : "";
        var isShaped = text is ['+' or '-', _, _, ':', _, _];
        if (isShaped && TryDigits(text[1..3], out var hours) && TryDigits(text[4..], out var minutes) && minutes < 60)
        {
            var offset = new TimeSpan(hours, minutes, 0);
            if (offset <= WidestOffset)
                return text[0] is '-' ? -offset : offset;
        }

        node.Expected("an offset from \"-14:00\" to \"+14:00\", such as \"+08:00\"");
        return null;
    }

    // "90m", "4h"
    private static TimeSpan? Deadline(PolicyNode node)
    {
        var text = node.Kind is JsonValueKind.String ? node.Text : "";
        if (text is [>= '1' and <= '9', .., 'm' or 'h'] && text.Length <= 6 && TryDigits(text[..^1], out var number))
        {
            var duration = text[^1] is 'h' ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number);
            if (duration >= ShortestDeadline && duration <= LongestDeadline)
                return duration;
        }

        node.Expected("whole minutes or hours from \"10m\" to \"168h\", such as \"90m\" or \"4h\"");
        return null;
    }

    private static bool TryDigits(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
