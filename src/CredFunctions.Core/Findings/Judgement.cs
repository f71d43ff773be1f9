using CredFunctions.Rules;

namespace CredFunctions.Findings;

/// <summary>The verdicts on every account with the same <see cref="Outline"/>.</summary>
/// <param name="Findings">The verdicts that fail, in the order of the catalogue.</param>
/// <param name="NotAssessed">The verdicts that could not be given, in the order of the catalogue.</param>
/// <param name="Passed">The checks that are passed: a <see cref="Check.Bit"/> each.</param>
/// <param name="AtBounds">The checks at the bounds of controls, without exceptions.</param>
/// <param name="HasExternalLogin">Whether a rule that is off because the account signs in elsewhere would apply.</param>
internal sealed record Judgement(
    Profile Profile, Verdict[] Findings, Verdict[] NotAssessed, ulong Passed, BoundOutcomes AtBounds, bool HasExternalLogin)
{
    public FindingOutline[] FindingOutlines { get; } =
        Array.ConvertAll(Findings, finding => new FindingOutline(finding.Rule.Id, finding.Severity, IsSuppressed: false));

    /// <summary>The checks that fail: a <see cref="Check.Bit"/> each.</summary>
    public ulong Failed { get; } =
        Findings.Aggregate(0UL, (bits, finding) => bits | Check.BitOf(finding.Rule.Number, finding.Subject));

    public string[] NotAssessedRules { get; } = Array.ConvertAll(NotAssessed, verdict => verdict.Rule.Id);
}

/// <summary>What can be counted of a finding before its message and fingerprint are made.</summary>
public readonly record struct FindingOutline(string Rule, Severity Severity, bool IsSuppressed);
