using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>One row of the rule catalogue: what it is called, how bad it is, what to do about it, and the decision.</summary>
public abstract class Rule
{
    /// <summary>The id that policies, exceptions and fingerprints name. It never changes.</summary>
    public abstract string Id { get; }

    /// <summary>What a finding of the rule is called.</summary>
    public abstract string Title { get; }

    /// <summary>Why it matters, in a sentence or two.</summary>
    public abstract string Why { get; }

    /// <summary>What a person does about it in the CAM console.</summary>
    public abstract string Remediation { get; }

    /// <summary>The severity, or the worse one of a rule that has two.</summary>
    public abstract Severity Severity { get; }

    /// <summary>The lower severity of a rule that has two, and when it holds; null for the others.</summary>
    public virtual LowerSeverity? Lower => null;

    /// <summary>The controls the rule speaks to.</summary>
    public abstract IReadOnlyList<Control> Controls { get; }

    /// <summary>The subjects the rule gives a verdict on.</summary>
    public abstract IReadOnlyList<Subject> Subjects { get; }

    public override string ToString() => Id;

    /// <summary>
    /// Whether there is nothing to tell: the rule passes or does not apply. Nearly every question of every account ends
    /// here, so it is asked before <see cref="Judge(Facts, Subject)"/> puts a verdict together.
    /// </summary>
    internal abstract bool IsQuiet(Facts facts, Subject subject);

    /// <summary>The verdict on one subject.</summary>
    internal Verdict Judge(Facts facts, Subject subject)
    {
        var applies = Applies(facts, subject);
        if (!applies.IsTrue)
            return new Verdict(this, subject, applies.IsUnknown ? Outcome.NotAssessed : Outcome.NotApplicable, Severity, applies.Columns);

        var fails = Fails(facts, subject);
        if (!fails.IsTrue)
            return new Verdict(this, subject, fails.IsUnknown ? Outcome.NotAssessed : Outcome.Pass, Severity, fails.Columns);

        var lowers = Lowers(facts, subject);
        var severity = lowers.IsTrue ? Lower!.Severity : Severity;
        return new Verdict(this, subject, Outcome.Fail, severity, applies.Columns | fails.Columns | lowers.Columns);
    }

    /// <summary>What is wrong, in a sentence for a person; only for a verdict that fails.</summary>
    internal abstract string Explain(Facts facts, Subject subject);

    private protected abstract Condition Applies(Facts facts, Subject subject);

    private protected abstract Condition Fails(Facts facts, Subject subject);

    private protected abstract Condition Lowers(Facts facts, Subject subject);
}
