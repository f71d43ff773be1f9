using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Two-valued logic: the same answers as <see cref="Condition"/> where every cell is recognised, at a fraction of the work.</summary>
internal readonly struct Plain(bool isTrue) : ITruth<Plain>
{
    public bool IsTrue { get; } = isTrue;

    public static Plain operator &(Plain left, Plain right) => new(left.IsTrue & right.IsTrue);

    public static Plain operator |(Plain left, Plain right) => new(left.IsTrue | right.IsTrue);

    public static Plain operator !(Plain truth) => new(!truth.IsTrue);

    public static Plain Of(bool? truth, Column column) => new(truth.GetValueOrDefault());

    public static Plain Of(bool? truth, Column first, Column second) => new(truth.GetValueOrDefault());

    public static Plain From(Condition condition) => new(condition.IsTrue);
}
