namespace CredFunctions.Rules;

/// <summary>A clause of a framework for which rules are evidence.</summary>
/// <param name="Framework">Such as <c>PCI DSS</c>.</param>
/// <param name="Version">The edition whose numbering <paramref name="Clause"/> follows.</param>
/// <param name="Clause">Its number behind its framework, so that a spreadsheet takes none for a number: <c>CIS 2.10</c>.</param>
/// <param name="Words">What it asks for, in short.</param>
/// <param name="Bound">The days that it allows.</param>
/// <param name="ReadAt">Where its text was read.</param>
public sealed record Control(string Framework, string Version, string Clause, string Words, ControlBound Bound, string ReadAt)
{
    public override string ToString() => $"{Framework} {Version} {Clause[(Clause.IndexOf(' ', StringComparison.Ordinal) + 1)..]}";
}

/// <summary>What a clause counts: days, as many as it names or as the organisation decides, or nothing.</summary>
public sealed record ControlBound
{
    private ControlBound(int? days, string words) => (Days, Words) = (days, words);

    /// <summary>It asks for a state and counts no days.</summary>
    public static ControlBound None { get; } = new(days: null, "counts no days");

    /// <summary>It leaves the number to the organisation, so the threshold of the policy is its bound.</summary>
    public static ControlBound OfPolicy { get; } = new(days: null, "set by the organisation");

    /// <summary>The days that the clause names; null where it names none.</summary>
    public int? Days { get; }

    public string Words { get; }

    public static ControlBound Of(int days) => new(days, days == 0 ? "at once" : $"{days} days");

    public override string ToString() => Words;
}

/// <summary>That a rule is evidence for a control.</summary>
/// <param name="IsExact">Whether the rule, at the control's bound, checks all that the clause asks of one account.</param>
/// <param name="Source">Whether the mapping is published or ours.</param>
public sealed record ControlMapping(Control Control, bool IsExact, ControlSource Source);

/// <summary>Who published that a rule is evidence for a control.</summary>
public enum ControlSource : byte
{
    /// <summary>A published mapping of the same check, read where the control was.</summary>
    Published,

    /// <summary>This project's own reading; no benchmark for Tencent Cloud was found.</summary>
    Ours,
}
