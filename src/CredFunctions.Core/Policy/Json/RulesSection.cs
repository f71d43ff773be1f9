using System.Text.Json;

using CredFunctions.Rules;

namespace CredFunctions.Policy.Json;

/// <summary><c>rules</c>: by id, <c>"off"</c> or another severity.</summary>
internal static class RulesSection
{
    private const string Off = "off";

    public static RuleSettings Read(PolicyNode node, Remarks remarks)
    {
        if (ObjectReader.Of(node, remarks) is not { } keys)
            return RuleSettings.None;

        var off = new List<string>();
        var severities = new Dictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var rule in RuleCatalogue.All)
        {
            if (keys.Take(rule.Id) is not { } setting)
                continue;
            if (setting.Kind is JsonValueKind.String && setting.Text is Off)
                off.Add(rule.Id);
            else if (SeverityIn(setting, remarks) is { } severity)
                severities.Add(rule.Id, severity);
        }

        keys.End();
        return new RuleSettings(off, severities);
    }

    private static Severity? SeverityIn(PolicyNode setting, Remarks remarks)
    {
        if (setting.Kind is not JsonValueKind.Object)
        {
            setting.RefuseAs("\"off\" or { \"severity\": \"low\" }", remarks);
            return null;
        }

        var keys = ObjectReader.Of(setting, remarks)!;
        var severity = keys.Require("severity") is { } word ? SeverityWords.All.Read(word, remarks) : null;
        keys.End();
        return severity;
    }
}
