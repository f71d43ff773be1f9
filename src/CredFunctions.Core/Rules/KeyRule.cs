using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>A row of the catalogue whose verdicts are on the access keys, a verdict a slot.</summary>
internal sealed class KeyRule<TRule> : Rule
    where TRule : struct, IKeyRule
{
    public override IReadOnlyList<Subject> Subjects { get; } = [Subject.Key1, Subject.Key2];

    internal override Verdict Judge(Facts facts, Subject subject)
    {
        var key = KeyOf(facts, subject);
        return Verdict(subject, TRule.Applies(facts, key), TRule.Fails(facts, key), TRule.Lowers(facts, key));
    }

    internal override string Explain(Facts facts, Subject subject)
    {
        var key = KeyOf(facts, subject);
        return $"Access key {facts.SlotAndMask(key)} {TRule.Message(facts, key)}";
    }

    private static AccessKey KeyOf(Facts facts, Subject subject) => subject is Subject.Key1 ? facts.Account.Key1 : facts.Account.Key2;
}
