using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>One row of the rule catalogue: what it is called, how bad it is, what to do about it, and the decision.</summary>
public sealed class Rule
{
    /// <summary>The id that policies, exceptions and fingerprints name. It never changes.</summary>
    public required string Id { get; init; }

    /// <summary>What stored passes are kept by. The rule owns it for good, even when the rule is gone.</summary>
    public required int Number { get; init; }

    /// <summary>What a finding of the rule is called.</summary>
    public required string Title { get; init; }

    /// <summary>Why it matters, in a sentence or two.</summary>
    public required string Why { get; init; }

    /// <summary>What a person does about it in the CAM console.</summary>
    public required string Remediation { get; init; }

    /// <summary>The severity, or the worse one of a rule that has two.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The lower severity of a rule that has two; null for the others.</summary>
    public LowerSeverity? Lower { get; init; }

    /// <summary>The controls for which the rule is evidence.</summary>
    public required IReadOnlyList<ControlMapping> Controls { get; init; }

    /// <summary>The subjects that get a verdict each.</summary>
    public IReadOnlyList<Subject> Subjects => IsOnKeys ? [Subject.Key1, Subject.Key2] : [Subject.Account];

    /// <summary>Whether it is decided for each access key, and not for the account as a whole, whose decision gets no key.</summary>
    internal bool IsOnKeys { get; init; }

    /// <summary>Whether it is off for an account that the policy has under <c>externalLogin</c>.</summary>
    public bool IsOffForExternalLogin { get; init; }

    /// <summary>Whether it is evaluated under a policy with a roster only.</summary>
    public bool NeedsRoster { get; init; }

    /// <summary>Whether its severity is one step higher for an account that the policy has as <c>privileged</c>.</summary>
    public bool IsRaisedForPrivileged { get; init; }

    // Both consist of the conditions that Facts has and of the states of cells: accounts that have all of these in common are
    // judged once (see Outline).
    public required Func<Facts, AccessKey, Condition> Applies { get; init; }

    public required Func<Facts, AccessKey, Condition> Fails { get; init; }

    /// <summary>What is wrong, in a sentence for a person; of a key, the rest of one that begins "Access key 1 (mask)".</summary>
    public required Func<Facts, AccessKey, string> Message { get; init; }

    public override string ToString() => Id;

    internal Verdict Judge(Facts facts, Subject subject)
    {
        var key = facts.Account.KeyOf(subject)!;
        var applies = Applies(facts, key);
        var fails = Fails(facts, key);
        if (!applies.IsTrue)
            return new Verdict(this, subject, applies.IsUnknown ? Outcome.NotAssessed : Outcome.NotApplicable, Severity, applies.Columns);
        if (!fails.IsTrue)
            return new Verdict(this, subject, fails.IsUnknown ? Outcome.NotAssessed : Outcome.Pass, Severity, fails.Columns);

        var lower = Lower?.Holds(facts, key);
        var severity = lower is { IsTrue: true } ? Lower!.Severity : Severity;
        return new Verdict(this, subject, Outcome.Fail, severity, applies.Columns | fails.Columns | (lower?.Columns ?? 0));
    }

    /// <summary>What is wrong, in a sentence for a person; only for a verdict that fails.</summary>
    internal string Explain(Facts facts, Subject subject) => facts.Account.KeyOf(subject) is { } key
        ? $"Access key {facts.SlotAndMask(key)} {Message(facts, key)}"
        : Message(facts, null!);
}

/// <summary>The second severity of a rule.</summary>
/// <param name="Severity">How bad the finding then is.</param>
/// <param name="When">When, in words.</param>
/// <param name="Holds">When, as a condition.</param>
public sealed record LowerSeverity(Severity Severity, string When, Func<Facts, AccessKey, Condition> Holds);
