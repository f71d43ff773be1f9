using System.Text.Json;

using CredFunctions.Rules;

namespace CredFunctions.Policy.Json;

/// <summary>How accounts are judged, for every source or for some: thresholds, machine accounts, rules, freshness.</summary>
internal static class AssessmentSection
{
    private const int MaxSources = 500;

    // Each is compared with every account of a report.
    private const int MaxMachinePatterns = 200;
    private const int MaxAccountPatterns = 1000;
    private const int MaxFreshnessHours = 8760;

    /// <summary>Reads <c>sources</c>: what is different for the sources that match a pattern.</summary>
    public static IReadOnlyList<SourceSettings> AsSources(this PolicyNode node) =>
        [.. node.List(0, MaxSources).Select(AsSource).OfType<SourceSettings>()];

    /// <summary>Reads <c>thresholds</c>: days, by profile. What it does not name stays as it is.</summary>
    public static (Func<Thresholds, Thresholds> Human, Func<Thresholds, Thresholds> Machine) AsThresholds(this PolicyNode node)
    {
        var keys = node.AsObject();
        var human = AsProfile(keys?.Take("human"));
        var machine = AsProfile(keys?.Take("machine"));
        keys?.End();
        return (human, machine);
    }

    /// <summary>Reads <c>machineAccounts</c>: patterns of user names.</summary>
    public static IReadOnlyList<NamePattern> AsMachineAccounts(this PolicyNode node) =>
        [.. node.List(0, MaxMachinePatterns).Select(name => name.Pattern()).OfType<NamePattern>()];

    /// <summary>Reads patterns of accounts, by id or user name.</summary>
    public static IReadOnlyList<NamePattern> AsAccounts(this PolicyNode node) =>
        [.. node.List(0, MaxAccountPatterns).Select(name => name.Pattern()).OfType<NamePattern>()];

    /// <summary>Reads <c>rules</c>: by id, <c>"off"</c> or another severity.</summary>
    public static RuleSettings AsRules(this PolicyNode node)
    {
        if (node.AsObject() is not { } keys)
            return RuleSettings.None;
        var settings = new Dictionary<string, Severity?>(StringComparer.Ordinal);
        foreach (var rule in RuleCatalogue.All)
        {
            if (keys.Take(rule.Id) is not { } setting)
                continue;
            if (setting is { Kind: JsonValueKind.String, Text: "off" })
                settings.Add(rule.Id, null);
            else if (AsSeverity(setting) is { } severity)
                settings.Add(rule.Id, severity);
        }

        keys.End();
        return new RuleSettings(settings);
    }

    /// <summary>Reads <c>freshness</c>: by source, hours or <c>"never"</c>; <c>*</c> is every source that is not named.</summary>
    public static Freshness AsFreshness(this PolicyNode node)
    {
        if (node.AsObject() is null)
            return Freshness.Default;

        int? elsewhere = Freshness.DefaultHours;
        var bySource = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var (source, value) in node.Members)
        {
            var hours = AsHours(value);
            if (source is "*")
                elsewhere = hours;
            else if (SourceName.IsValid(source))
                bySource[source] = hours;
            else
                value.Refuse("is for no source", $"\"*\", or the name of a source: {PolicyFile.AllowedName}");
        }

        return new Freshness(elsewhere, bySource);
    }

    private static SourceSettings? AsSource(PolicyNode node)
    {
        if (node.AsObject() is not { } keys)
            return null;
        var source = keys.Require("source")?.Pattern();
        var thresholds = keys.Take("thresholds")?.AsThresholds();
        var settings = new SourceSettings
        {
            Source = source ?? NamePattern.Any,
            Human = thresholds?.Human,
            Machine = thresholds?.Machine,
            MachineAccounts = keys.Take("machineAccounts")?.AsMachineAccounts(),
            Rules = keys.Take("rules")?.AsRules(),
            Freshness = keys.Take("freshness") is { } hours ? new Freshness(AsHours(hours), []) : null,
        };
        keys.End();
        return source is null ? null : settings;
    }

    private static Func<Thresholds, Thresholds> AsProfile(PolicyNode? node)
    {
        if (node?.AsObject() is not { } keys)
            return under => under;
        var set = Thresholds.All
            .Select(threshold => (Threshold: threshold, Days: AsDays(keys.Take(threshold.Name), threshold)))
            .Where(each => each.Days is not null).ToList();
        keys.End();
        return under => set.Aggregate(under, (thresholds, each) => each.Threshold.Set(thresholds, each.Days!.Value));
    }

    private static int? AsDays(PolicyNode? node, Threshold threshold)
    {
        var days = node?.Whole(1, Threshold.MaxDays, "days");
        var strictest = RuleCatalogue.Find(threshold.RuleId)!.Controls.Select(mapping => mapping.Control)
            .Where(control => control.Bound.Days is > 0).MinBy(control => control.Bound.Days);
        if (days > strictest?.Bound.Days)
            node!.Caution($"is laxer than {strictest} ({strictest.Bound}), which {threshold.RuleId} is evidence for");
        return days;
    }

    private static Severity? AsSeverity(PolicyNode setting)
    {
        if (setting.Kind is not JsonValueKind.Object)
            return setting.Expected<Severity?>("\"off\" or { \"severity\": \"low\" }");
        var keys = setting.AsObject()!;
        var severity = keys.Require("severity")?.Severity();
        keys.End();
        return severity;
    }

    // Null for "never", and where it is an error.
    private static int? AsHours(PolicyNode node) =>
        node is { Kind: JsonValueKind.String, Text: "never" } ? null
        : node.Kind is JsonValueKind.Number ? node.Whole(1, MaxFreshnessHours, "hours")
        : node.Expected<int?>($"a whole number of hours from 1 to {MaxFreshnessHours}, or \"never\"");
}
