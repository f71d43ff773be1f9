using CredFunctions.Policy.Channels;

namespace CredFunctions.Policy.Json;

/// <summary>The whole document.</summary>
internal static class PolicySection
{
    private const int MaxAlerts = 1000;
    private const int MaxDays = 3650;
    private const int MaxSameReportHours = 168;

    // Fewer, and the notifications of a run could be gone before its next reminder or retry.
    private const int LeastNotificationDays = 7;

    private static readonly Words<DigestMode> DigestModes = new(("changes", DigestMode.Changes), ("always", DigestMode.Always));

    /// <param name="root">The document.</param>
    /// <param name="hash">SHA-256 of its bytes.</param>
    /// <param name="remarks">Takes what is wrong with it.</param>
    public static PolicyDocument Read(PolicyNode root, string hash, Remarks remarks)
    {
        var policy = AssessmentPolicy.Default with { Hash = hash };
        if (ObjectReader.Of(root, remarks) is not { } keys)
            return new PolicyDocument(policy);

        // Editors find the schema by it.
        keys.Take("$schema")?.Line(remarks);
        policy = WhatIsJudged(policy, keys, remarks);
        policy = WhoIsTold(policy, keys, remarks);
        policy = HowItRuns(policy, keys, remarks);
        var document = new PolicyDocument(policy)
        {
            Sources = keys.Take("sources") is { } sources ? SourcesSection.Read(sources, remarks) : [],
        };
        keys.End();
        return document;
    }

    private static AssessmentPolicy WhatIsJudged(AssessmentPolicy policy, ObjectReader keys, Remarks remarks)
    {
        var thresholds = keys.Take("thresholds") is { } days ? ThresholdsSection.Read(days, remarks) : default;
        return policy with
        {
            ReportTimeZone = keys.Take("reportTimeZone") is { } zone
                ? TimeValues.Offset(zone, remarks)
                ?? policy.ReportTimeZone
                : policy.ReportTimeZone,
            Human = thresholds.Human?.Invoke(policy.Human) ?? policy.Human,
            Machine = thresholds.Machine?.Invoke(policy.Machine) ?? policy.Machine,
            MachineAccounts = keys.Take("machineAccounts") is { } names
                ? MachineAccountsSection.Read(names, remarks)
                : policy.MachineAccounts,
            Rules = keys.Take("rules") is { } rules ? RulesSection.Read(rules, remarks) : policy.Rules,
            Exceptions = keys.Take("exceptions") is { } exceptions ? ExceptionsSection.Read(exceptions, remarks) : policy.Exceptions,
        };
    }

    private static AssessmentPolicy WhoIsTold(AssessmentPolicy policy, ObjectReader keys, Remarks remarks)
    {
        IReadOnlyList<Channel> channels = keys.Take("channels") is { } named ? ChannelsSection.Read(named, remarks) : policy.Channels;
        return policy with
        {
            Channels = channels,
            Routes = RoutesSection.Read(keys.Take("routes"), keys.Take("channels"), remarks),
            ImmediateSeverity = keys.Take("immediateSeverity") is { } severity
                ? SeverityWords.All.Read(severity, remarks)
                ?? policy.ImmediateSeverity : policy.ImmediateSeverity,
            ImmediateLimit = keys.Take("immediateLimit")?.Whole(0, MaxAlerts, "alerts", remarks) ?? policy.ImmediateLimit,
            Reminders = keys.Take("reminders") is { } reminders ? RemindersSection.Read(reminders, remarks) : policy.Reminders,
            Digest = keys.Take("digest") is { } digest ? DigestModes.Read(digest, remarks) ?? policy.Digest : policy.Digest,
        };
    }

    private static AssessmentPolicy HowItRuns(AssessmentPolicy policy, ObjectReader keys, Remarks remarks) => policy with
    {
        MaxDepartures = keys.Take("maxDepartures") is { } departures ? DeparturesSection.Read(departures, remarks) : policy.MaxDepartures,
        SameReportHours = keys.Take("sameReportHours")?.Whole(0, MaxSameReportHours, "hours", remarks) ?? policy.SameReportHours,
        Freshness = keys.Take("freshness") is { } freshness ? FreshnessSection.Read(freshness, remarks) : policy.Freshness,
        CompletionDeadline = keys.Take("completionDeadline") is { } deadline
            ? TimeValues.Deadline(deadline, remarks)
            ?? policy.CompletionDeadline : policy.CompletionDeadline,
        FindingRetentionDays = keys.Take("findingRetentionDays")?.Whole(1, MaxDays, "days", remarks) ?? policy.FindingRetentionDays,
        NotificationRetentionDays = keys.Take("notificationRetentionDays")?.Whole(LeastNotificationDays, MaxDays, "days", remarks)
            ?? policy.NotificationRetentionDays,
        ReportRetentionDays = keys.Take("reportRetentionDays")?.Whole(1, MaxDays, "days", remarks) ?? policy.ReportRetentionDays,
    };
}
