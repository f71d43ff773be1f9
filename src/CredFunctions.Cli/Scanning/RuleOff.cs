namespace CredFunctions.Cli.Scanning;

/// <summary>A rule that the policy switches off.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Kept">Its open findings, which stay as they were.</param>
internal sealed record RuleOff(string RuleId, long Kept)
{
    public string Sentence => Kept == 0
        ? $"Rule {RuleId} is switched off by the policy and was not evaluated."
        : $"Rule {RuleId} is switched off by the policy and was not evaluated; {Terminal.Counted.Of(Kept, "open finding")} of it stay{(Kept == 1 ? "s" : "")} as before.";
}
