using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>A rule on an access key, asked of both slots.</summary>
public abstract class KeyRule : Rule
{
    public sealed override IReadOnlyList<Subject> Subjects { get; } = [Subject.Key1, Subject.Key2];

    internal sealed override Verdict Judge(Facts facts, Subject subject)
    {
        var key = KeyOf(facts, subject);
        return Judge(subject, Applies(facts, key), Fails(facts, key), Lowers(facts, key));
    }

    internal sealed override string Explain(Facts facts, Subject subject)
    {
        var key = KeyOf(facts, subject);
        return $"Access key {(int)key.Slot} ({SecretIdMask.Of(facts.Account.SecretId(key))}) {Message(facts, key)}";
    }

    private protected abstract Condition Applies(Facts a, AccessKey k);

    private protected abstract Condition Fails(Facts a, AccessKey k);

    /// <summary>When the lower severity holds.</summary>
    private protected virtual Condition Lowers(Facts a, AccessKey k) => Condition.Never;

    /// <summary>The sentence after "Access key 1 (mask)".</summary>
    private protected abstract string Message(Facts a, AccessKey k);

    private static AccessKey KeyOf(Facts facts, Subject subject) => subject is Subject.Key1 ? facts.Account.Key1 : facts.Account.Key2;
}
