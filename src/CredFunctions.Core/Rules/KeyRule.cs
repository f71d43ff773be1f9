using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>A rule on an access key, asked of both slots.</summary>
public abstract class KeyRule : Rule
{
    public sealed override IReadOnlyList<Subject> Subjects { get; } = [Subject.Key1, Subject.Key2];

    internal sealed override bool IsQuiet(Facts facts, Subject subject)
    {
        var key = KeyOf(facts, subject);
        var applies = Applies(facts, key);
        return applies.IsFalse || (applies.IsTrue && Fails(facts, key).IsFalse);
    }

    internal sealed override string Explain(Facts facts, Subject subject)
    {
        var key = KeyOf(facts, subject);
        return $"Access key {(int)key.Slot} ({SecretIdMask.Of(facts.Account.SecretId(key))}) {Message(facts, key)}";
    }

    private protected sealed override Condition Applies(Facts facts, Subject subject) => Applies(facts, KeyOf(facts, subject));

    private protected sealed override Condition Fails(Facts facts, Subject subject) => Fails(facts, KeyOf(facts, subject));

    private protected sealed override Condition Lowers(Facts facts, Subject subject) => Lowers(facts, KeyOf(facts, subject));

    private protected abstract Condition Applies(Facts a, AccessKey k);

    private protected abstract Condition Fails(Facts a, AccessKey k);

    /// <summary>When the lower severity holds.</summary>
    private protected virtual Condition Lowers(Facts a, AccessKey k) => Condition.Never;

    /// <summary>The sentence after "Access key 1 (mask)".</summary>
    private protected abstract string Message(Facts a, AccessKey k);

    private static AccessKey KeyOf(Facts facts, Subject subject) => subject is Subject.Key1 ? facts.Account.Key1 : facts.Account.Key2;
}
