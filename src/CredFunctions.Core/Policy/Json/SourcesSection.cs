namespace CredFunctions.Policy.Json;

/// <summary><c>sources</c>: what is different for the sources that a pattern names.</summary>
internal static class SourcesSection
{
    private const int MaxEntries = 500;

    public static IReadOnlyList<SourceSettings> Read(PolicyNode node, Remarks remarks) =>
        [.. node.List(0, MaxEntries, remarks).Select(entry => Entry(entry, remarks)).OfType<SourceSettings>()];

    private static SourceSettings? Entry(PolicyNode node, Remarks remarks)
    {
        if (ObjectReader.Of(node, remarks) is not { } keys)
            return null;

        var source = keys.Require("source")?.Pattern(remarks);
        var thresholds = keys.Take("thresholds") is { } days ? ThresholdsSection.Read(days, remarks) : default;
        var settings = new SourceSettings
        {
            Source = source ?? NamePattern.Any,
            Human = thresholds.Human,
            Machine = thresholds.Machine,
            MachineAccounts = keys.Take("machineAccounts") is { } names ? MachineAccountsSection.Read(names, remarks) : null,
            Rules = keys.Take("rules") is { } rules ? RulesSection.Read(rules, remarks) : null,
            Freshness = keys.Take("freshness") is { } hours ? new Freshness(FreshnessSection.Hours(hours, remarks), []) : null,
        };
        keys.End();
        return source is null ? null : settings;
    }
}
