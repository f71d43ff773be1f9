namespace CredFunctions.Rules;

/// <summary>The result of one rule for one subject.</summary>
/// <param name="Outcome">Fail is a finding; not assessed is neither that nor a pass.</param>
/// <param name="Columns">The columns that decided it, a bit each: the evidence of a finding, the reason of a rule not assessed.</param>
public readonly record struct Verdict(Rule Rule, Subject Subject, Outcome Outcome, Severity Severity, uint Columns)
{
    /// <summary>The severity by the catalogue, whatever a policy makes of it.</summary>
    public Severity CatalogueSeverity { get; init; } = Severity;
}

/// <summary>The result of a rule for a subject.</summary>
public enum Outcome : byte
{
    /// <summary>The cells do not decide it. Never a pass.</summary>
    NotAssessed,
    NotApplicable,
    Pass,

    /// <summary>A finding.</summary>
    Fail,
}
