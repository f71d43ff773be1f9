using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>A rule on the account as a whole.</summary>
public abstract class AccountRule : Rule
{
    public sealed override IReadOnlyList<Subject> Subjects { get; } = [Subject.Account];

    internal sealed override Verdict Judge(Facts facts, Subject subject) =>
        Judge(subject, Applies(facts), Fails(facts), Lowers(facts));

    internal sealed override string Explain(Facts facts, Subject subject) => Message(facts);

    private protected abstract Condition Applies(Facts a);

    private protected abstract Condition Fails(Facts a);

    /// <summary>When the lower severity holds.</summary>
    private protected virtual Condition Lowers(Facts a) => Condition.Never;

    private protected abstract string Message(Facts a);
}
