using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>
/// True, false or unknown, after Kleene: the operators are those of <c>bool?</c>. Beside its truth a condition carries the
/// columns that decided it: evidence when it is true, the reason when it is unknown.
/// </summary>
public readonly struct Condition
{
    private readonly bool? truth;

    private Condition(bool? truth, uint columns)
    {
        this.truth = truth;
        Columns = columns;
    }

    /// <summary>True of every account.</summary>
    public static Condition Always { get; } = new(true, 0);

    public bool IsTrue => truth is true;
    public bool IsUnknown => truth is null;

    /// <summary>The columns that decided it, a bit each: bit 0 is the first <see cref="Column"/>.</summary>
    public uint Columns { get; }

    public static Condition operator &(Condition left, Condition right) => Combine(left.truth & right.truth, left, right);

    public static Condition operator |(Condition left, Condition right) => Combine(left.truth | right.truth, left, right);

    public static Condition operator !(Condition condition) => new(!condition.truth, condition.Columns);

    public static Condition Of(bool? truth, Column column) => new(truth, 1u << (int)column);

    /// <summary>A condition on two columns together.</summary>
    public static Condition Of(bool? truth, Column first, Column second) => new(truth, (1u << (int)first) | (1u << (int)second));

    // Only an operand that is as true as the whole decided it.
    private static Condition Combine(bool? truth, Condition left, Condition right) =>
        new(truth, (left.truth == truth ? left.Columns : 0) | (right.truth == truth ? right.Columns : 0));
}
