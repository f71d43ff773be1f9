using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>A rule on the account as a whole.</summary>
public abstract class AccountRule : Rule
{
    public sealed override IReadOnlyList<Subject> Subjects { get; } = [Subject.Account];

    internal sealed override bool IsQuiet(Facts facts, Subject subject)
    {
        var applies = Applies(facts);
        return applies.IsFalse || (applies.IsTrue && Fails(facts).IsFalse);
    }

    internal sealed override string Explain(Facts facts, Subject subject) => Message(facts);

    private protected sealed override Condition Applies(Facts facts, Subject subject) => Applies(facts);

    private protected sealed override Condition Fails(Facts facts, Subject subject) => Fails(facts);

    private protected sealed override Condition Lowers(Facts facts, Subject subject) => Lowers(facts);

    private protected abstract Condition Applies(Facts a);

    private protected abstract Condition Fails(Facts a);

    /// <summary>When the lower severity holds.</summary>
    private protected virtual Condition Lowers(Facts a) => Condition.Never;

    private protected abstract string Message(Facts a);
}
