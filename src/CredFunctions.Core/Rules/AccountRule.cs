namespace CredFunctions.Rules;

/// <summary>A row of the catalogue whose verdict is on the account.</summary>
internal sealed class AccountRule<TRule> : Rule
    where TRule : struct, IAccountRule
{
    public override IReadOnlyList<Subject> Subjects { get; } = [Subject.Account];

    internal override Verdict Judge(Facts facts, Subject subject) =>
        Verdict(subject, TRule.Applies(facts), TRule.Fails(facts), TRule.Lowers(facts));

    internal override string Explain(Facts facts, Subject subject) => TRule.Message(facts);
}
