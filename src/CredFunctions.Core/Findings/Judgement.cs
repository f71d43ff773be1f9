using CredFunctions.Rules;

namespace CredFunctions.Findings;

/// <summary>What the catalogue says of every account with the same <see cref="Outline"/>.</summary>
/// <param name="Profile">Who uses the account.</param>
/// <param name="Findings">The verdicts that fail, in the order of the catalogue.</param>
/// <param name="NotAssessed">The verdicts that could not be given, in the order of the catalogue.</param>
/// <param name="Passed">The checks that are passed: a <see cref="Check.Bit"/> each.</param>
internal sealed record Judgement(Profile Profile, Verdict[] Findings, Verdict[] NotAssessed, ulong Passed)
{
    public FindingOutline[] FindingOutlines { get; } =
        Array.ConvertAll(Findings, finding => new FindingOutline(finding.Rule.Id, finding.Severity, IsSuppressed: false));

    public string[] NotAssessedRules { get; } = Array.ConvertAll(NotAssessed, verdict => verdict.Rule.Id);
}
