namespace CredFunctions.Rules;

/// <summary>One row of the rule catalogue: what it is called, how bad it is, what to do about it, and the decision.</summary>
public abstract class Rule
{
    /// <summary>The id that policies, exceptions and fingerprints name. It never changes.</summary>
    public required string Id { get; init; }

    /// <summary>What stored passes are kept by: the rule owns it for good, wherever it stands in the catalogue.</summary>
    public required int Number { get; init; }

    /// <summary>What a finding of the rule is called.</summary>
    public required string Title { get; init; }

    /// <summary>Why it matters, in a sentence or two.</summary>
    public required string Why { get; init; }

    /// <summary>What a person does about it in the CAM console.</summary>
    public required string Remediation { get; init; }

    /// <summary>The severity, or the worse one of a rule that has two.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The lower severity of a rule that has two, and when it holds; null for the others.</summary>
    public required LowerSeverity? Lower { get; init; }

    /// <summary>The controls the rule speaks to.</summary>
    public required IReadOnlyList<Control> Controls { get; init; }

    /// <summary>The subjects the rule gives a verdict on.</summary>
    public abstract IReadOnlyList<Subject> Subjects { get; }

    public override string ToString() => Id;

    /// <summary>A rule on the account.</summary>
    internal static Rule OnAccount<TRule>()
        where TRule : struct, IAccountRule => new AccountRule<TRule>
        {
            Id = TRule.Id,
            Number = TRule.Number,
            Title = TRule.Title,
            Why = TRule.Why,
            Remediation = TRule.Remediation,
            Severity = TRule.Severity,
            Lower = TRule.Lower,
            Controls = TRule.Controls,
        };

    /// <summary>A rule on both access keys.</summary>
    internal static Rule OnKeys<TRule>()
        where TRule : struct, IKeyRule => new KeyRule<TRule>
        {
            Id = TRule.Id,
            Number = TRule.Number,
            Title = TRule.Title,
            Why = TRule.Why,
            Remediation = TRule.Remediation,
            Severity = TRule.Severity,
            Lower = TRule.Lower,
            Controls = TRule.Controls,
        };

    /// <summary>The verdict on one subject.</summary>
    internal abstract Verdict Judge(Facts facts, Subject subject);

    /// <summary>What is wrong, in a sentence for a person; only for a verdict that fails.</summary>
    internal abstract string Explain(Facts facts, Subject subject);

    private protected Verdict Verdict(Subject subject, Condition applies, Condition fails, Condition lowers)
    {
        if (!applies.IsTrue)
            return new Verdict(this, subject, applies.IsUnknown ? Outcome.NotAssessed : Outcome.NotApplicable, Severity, applies.Columns);
        if (!fails.IsTrue)
            return new Verdict(this, subject, fails.IsUnknown ? Outcome.NotAssessed : Outcome.Pass, Severity, fails.Columns);

        var severity = lowers.IsTrue ? Lower!.Severity : Severity;
        return new Verdict(this, subject, Outcome.Fail, severity, applies.Columns | fails.Columns | lowers.Columns);
    }
}
