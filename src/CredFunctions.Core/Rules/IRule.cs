namespace CredFunctions.Rules;

/// <summary>
/// The description of a row of the catalogue. A rule is a type without a value: the catalogue closes over it, and the
/// compiler puts its two conditions straight into the one method that asks them.
/// </summary>
internal interface IRule
{
    static abstract string Id { get; }

    /// <summary>What a stored pass is kept by. A rule owns its number for good, even when the rule is gone.</summary>
    static abstract int Number { get; }

    static abstract string Title { get; }

    static abstract string Why { get; }

    static abstract string Remediation { get; }

    static abstract Severity Severity { get; }

    static abstract IReadOnlyList<Control> Controls { get; }

    /// <summary>The lower severity of a rule that has two, and when it holds; null for the others.</summary>
    static virtual LowerSeverity? Lower => null;
}
