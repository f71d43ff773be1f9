using System.Runtime.CompilerServices;

using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>
/// True, false or unknown, after Kleene: the operators are those of <c>bool?</c>. Beside its truth a condition carries the
/// columns that decided it: evidence when it is true, the reason when it is unknown.
/// </summary>
public readonly struct Condition
{
    private const byte No = 0;
    private const byte Maybe = 1;
    private const byte Yes = 2;

    private readonly byte truth;
    private readonly uint columns;

    private Condition(byte truth, uint columns)
    {
        this.truth = truth;
        this.columns = columns;
    }

    /// <summary>True of every account.</summary>
    public static Condition Always { get; } = new(Yes, 0);

    /// <summary>False of every account.</summary>
    public static Condition Never { get; } = new(No, 0);

    public bool IsTrue => truth == Yes;

    public bool IsFalse => truth == No;

    public bool IsUnknown => truth == Maybe;

    /// <summary>The columns that decided it, a bit each: bit 0 is the first <see cref="Column"/>.</summary>
    public uint Columns => columns;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Condition operator &(Condition left, Condition right) => Combine(Math.Min(left.truth, right.truth), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Condition operator |(Condition left, Condition right) => Combine(Math.Max(left.truth, right.truth), left, right);

    public static Condition operator !(Condition condition) => new((byte)(Yes - condition.truth), condition.columns);

    /// <summary>A condition on one column that is unknown unless its cell decides; computed without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Condition Of(bool isKnown, bool truth, Column column) =>
        new((byte)((Unsafe.BitCast<bool, byte>(isKnown & truth) << 1) | Unsafe.BitCast<bool, byte>(!isKnown)), 1u << (int)column);

    /// <summary>A condition on one column.</summary>
    public static Condition Of(bool? truth, Column column) => new(TruthOf(truth), 1u << (int)column);

    /// <summary>A condition on two columns together.</summary>
    public static Condition Of(bool? truth, Column first, Column second) => new(TruthOf(truth), (1u << (int)first) | (1u << (int)second));

    // Only an operand that is as true as the whole decided it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Condition Combine(byte truth, Condition left, Condition right) =>
        new(truth, (left.truth == truth ? left.columns : 0) | (right.truth == truth ? right.columns : 0));

    private static byte TruthOf(bool? truth) => truth switch { true => Yes, false => No, null => Maybe };
}
