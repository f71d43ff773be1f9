using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

using CredFunctions.Languages;

namespace CredFunctions.Policy.Json;

/// <summary>
/// A policy as its author writes it: JSON in UTF-8; comments and trailing commas are allowed. Whatever a file omits is as in
/// <see cref="PolicyDocument.Default"/>.
/// </summary>
public static class PolicyFile
{
    /// <summary>The most bytes that a policy may have.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Which names sources and channels may have; see <see cref="SourceName.IsValid"/>.</summary>
    internal const string AllowedName = "1 to 64 ASCII letters, digits, \".\", \"_\" or \"-\"";

    private const int MaxAlerts = 100;
    private const int MaxDays = 3650;
    private const int MaxSameReportHours = 168;
    private const int MaxDueDays = 365;
    private const int MaxReminderDays = 365;
    private const int MaxDepartedAccounts = 1_000_000;

    // With fewer, the notifications of a run could be purged before its next reminder or retry.
    private const int LeastNotificationDays = 7;

    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(168);

    /// <summary>The most bytes that a roster may have.</summary>
    public const int MaxRosterLength = RosterFile.MaxLength;

    /// <summary>The most bytes that a policy may have with its roster.</summary>
    public static int MaxLengthWithRoster => MaxLength + RosterMark.Length + MaxRosterLength;

    // No policy that can be used has it.
    private static ReadOnlySpan<byte> RosterMark => "\0roster\n"u8;

    /// <summary>
    /// A policy and its roster as one document, which has one hash: the policy, a byte 0, the line "roster", and the roster.
    /// </summary>
    /// <param name="policy">The bytes of the policy; null where there is none and the defaults apply.</param>
    public static byte[] WithRoster(byte[]? policy, byte[] roster) => [.. policy ?? "{}"u8.ToArray(), .. RosterMark, .. roster];

    /// <summary>Reads any bytes. Invalid content never throws: it is in <see cref="PolicyReading.Errors"/>.</summary>
    /// <param name="channels">One reader for each kind of channel that a policy may name.</param>
    public static PolicyReading Read(ReadOnlySpan<byte> utf8, IReadOnlyList<IChannelReader> channels)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(utf8));
        var remarks = new PolicyRemarks();
        var end = utf8.IndexOf(RosterMark);
        var roster = end < 0 ? null : RosterFile.Read(utf8[(end + RosterMark.Length)..], remarks.Refuse);
        if (roster is { Lines.Count: 0 } && remarks.Errors.Count == 0)
            remarks.Warn(new PolicyRemark(
                "roster", 1, 1, "names no account: it may be cut off, and no account counts as one that an owner left behind"));
        var policy = PolicyTree.Read(end < 0 ? utf8 : utf8[..end], remarks)?.AsObject() is { } keys
            ? Document(keys, hash, channels, roster)
            : null;
        return new PolicyReading
        {
            Hash = hash,
            Policy = remarks.Errors.Count == 0 ? policy : null,
            Errors = remarks.Errors,
            Warnings = remarks.Warnings,
            Cautions = remarks.Cautions,
        };
    }

    private static PolicyDocument Document(PolicyObject keys, string hash, IReadOnlyList<IChannelReader> readers, Roster? roster)
    {
        // Editors find the schema by it.
        keys.Take("$schema")?.OneLine();

        // In the order in which the error on an unknown key lists them.
        var defaults = AssessmentPolicy.Default;
        var zone = keys.Take("reportTimeZone")?.AsOffset();
        var thresholds = keys.Take("thresholds")?.AsThresholds();
        var policy = defaults with
        {
            Hash = hash,
            Roster = roster,
            ReportTimeZone = zone ?? defaults.ReportTimeZone,
            Human = thresholds?.Human(defaults.Human) ?? defaults.Human,
            Machine = thresholds?.Machine(defaults.Machine) ?? defaults.Machine,
            MachineAccounts = keys.Take("machineAccounts")?.AsMachineAccounts() ?? defaults.MachineAccounts,
            ExternalLogin = keys.Take("externalLogin")?.AsAccounts() ?? defaults.ExternalLogin,
            Privileged = keys.Take("privileged")?.AsAccounts() ?? defaults.Privileged,
            DueDays = keys.Take("dueDays")?.Whole(0, MaxDueDays, "days") ?? defaults.DueDays,
            TencentDisablesUnusedKeys = keys.Take("tencentDisablesUnusedKeys")?.AsDay() ?? defaults.TencentDisablesUnusedKeys,
            Rules = keys.Take("rules")?.AsRules() ?? defaults.Rules,
            Exceptions = keys.Take("exceptions")?.AsExceptions() ?? defaults.Exceptions,
        };
        var language = keys.Take("language")?.AsLanguage() ?? policy.Language;
        var channels = keys.Take("channels");
        policy = policy with
        {
            Channels = channels?.AsChannels(readers) ?? policy.Channels,
            Routes = RoutingSection.Routes(keys.Take("routes"), channels, language, roster is not null),
            Language = language,
            ImmediateSeverity = keys.Take("immediateSeverity")?.Severity() ?? policy.ImmediateSeverity,
            AlertsBundledFrom = keys.Take("alertsBundledFrom")?.Whole(1, MaxAlerts, "accounts") ?? policy.AlertsBundledFrom,
            Reminders = keys.Take("reminders")?.AsDays(MaxReminderDays) ?? policy.Reminders,
            Sla = keys.Take("sla")?.AsDays(Rules.Threshold.MaxDays) ?? policy.Sla,
            Digest = keys.Take("digest")?.OneOf(("changes", DigestMode.Changes), ("always", DigestMode.Always)) ?? policy.Digest,
            ConsoleSite = keys.Take("consoleSite")?.OneOf(("international", ConsoleSite.International), ("china", ConsoleSite.China))
                ?? policy.ConsoleSite,
            EvidenceUrl = keys.Take("evidenceUrl")?.AsEvidenceUrl() ?? policy.EvidenceUrl,
            MaxDepartures = keys.Take("maxDepartures")?.AsDepartureLimit() ?? policy.MaxDepartures,
            SameReportHours = keys.Take("sameReportHours")?.Whole(0, MaxSameReportHours, "hours") ?? policy.SameReportHours,
            Freshness = keys.Take("freshness")?.AsFreshness() ?? policy.Freshness,
            CompletionDeadline = keys.Take("completionDeadline")?.AsDuration() ?? policy.CompletionDeadline,
            FindingRetentionDays = keys.Take("findingRetentionDays")?.Whole(1, MaxDays, "days") ?? policy.FindingRetentionDays,
            NotificationRetentionDays = keys.Take("notificationRetentionDays")?.Whole(LeastNotificationDays, MaxDays, "days")
                ?? policy.NotificationRetentionDays,
            ReportRetentionDays = keys.Take("reportRetentionDays")?.Whole(1, MaxDays, "days") ?? policy.ReportRetentionDays,
        };
        var sources = keys.Take("sources")?.AsSources() ?? [];
        keys.End();
        return new PolicyDocument(policy) { Sources = sources };
    }

    private static EvidenceUrl? AsEvidenceUrl(this PolicyNode node) => node.TextThat(
        text => EvidenceUrl.Parse(text) is not null,
        $"a URL that begins with https://, at most {EvidenceUrl.MaxLength} characters, with any of {EvidenceUrl.Placeholders} in it")
        is { } template ? EvidenceUrl.Parse(template) : null;

    private static DaysBySeverity AsDays(this PolicyNode node, int most)
    {
        if (node.AsObject() is not { } keys)
            return DaysBySeverity.None;
        var days = new Dictionary<Severity, int>();
        foreach (var severity in Severities.WorstFirst)
        {
            if (keys.Take(severity.Name())?.Whole(1, most, "days") is { } every)
                days.Add(severity, every);
        }

        keys.End();
        return new DaysBySeverity(days);
    }

    private static DepartureLimit AsDepartureLimit(this PolicyNode node)
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
    private static TimeSpan? AsOffset(this PolicyNode node)
    {
        var text = node.Kind is JsonValueKind.String ? node.Text : "";
        var isShaped = text is ['+' or '-', _, _, ':', _, _];
        if (isShaped && TryDigits(text[1..3], out var hours) && TryDigits(text[4..], out var minutes) && minutes < 60)
        {
            var offset = new TimeSpan(hours, minutes, 0);
            if (offset <= Reports.ReportTime.MaxOffset)
                return text[0] is '-' ? -offset : offset;
        }

        return node.Expected<TimeSpan?>("an offset from \"-14:00\" to \"+14:00\", such as \"+08:00\"");
    }

    // "90m", "4h"
    private static TimeSpan? AsDuration(this PolicyNode node)
    {
        var text = node.Kind is JsonValueKind.String ? node.Text : "";
        if (text is [>= '1' and <= '9', .., 'm' or 'h'] && text.Length <= 6 && TryDigits(text[..^1], out var number))
        {
            var duration = text[^1] is 'h' ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number);
            if (duration >= ShortestDeadline && duration <= LongestDeadline)
                return duration;
        }

        return node.Expected<TimeSpan?>("whole minutes or hours from \"10m\" to \"168h\", such as \"90m\" or \"4h\"");
    }

    private static bool TryDigits(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
