using System.Runtime.InteropServices;

using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Findings;

/// <summary>
/// What the catalogue says of one account after another. The instance serves every account of a report, so what it holds is
/// valid until the next <see cref="Assess"/>.
/// </summary>
/// <param name="source">The main account the report is of; part of every fingerprint.</param>
/// <param name="asOf">The instant to which ages are counted.</param>
/// <param name="policy">The thresholds, the machines, the rules that are off or have another severity.</param>
public sealed class Assessment(string source, DateTimeOffset asOf, AssessmentPolicy policy)
{
    // A rule that is off is not put at all: it neither fails nor counts as not assessed.
    private readonly (Rule Rule, Subject Subject)[] questions =
        [.. RuleCatalogue.All.Where(rule => !policy.IsOff(rule)).SelectMany(rule => rule.Subjects.Select(subject => (rule, subject)))];

    private readonly Facts facts = new(asOf, policy);
    private readonly List<Verdict> findings = [];
    private readonly List<Verdict> notAssessed = [];

    public string Source => source;

    public DateTimeOffset AsOf => asOf;

    public Account Account => facts.Account;

    public Profile Profile => facts.Profile;

    /// <summary>The verdicts that fail, in the order of the catalogue.</summary>
    public ReadOnlySpan<Verdict> Findings => CollectionsMarshal.AsSpan(findings);

    /// <summary>The verdicts that could not be given, in the order of the catalogue.</summary>
    public ReadOnlySpan<Verdict> NotAssessed => CollectionsMarshal.AsSpan(notAssessed);

    /// <summary>Puts every rule that the policy leaves on to an account.</summary>
    public void Assess(Account account)
    {
        findings.Clear();
        notAssessed.Clear();
        facts.Turn(account);
        foreach (var (rule, subject) in questions)
        {
            if (!rule.IsQuiet(facts, subject))
                Keep(rule.Judge(facts, subject));
        }
    }

    /// <summary>The checks that the account passed: bit n is the one at n in <see cref="RuleCatalogue.Checks"/>.</summary>
    public uint Passed()
    {
        var passed = 0u;
        for (var check = 0; check < RuleCatalogue.Checks.Count; check++)
        {
            var (rule, subject) = RuleCatalogue.Checks[check];
            if (!policy.IsOff(rule) && rule.Passes(facts, subject))
                passed |= 1u << check;
        }

        return passed;
    }

    /// <summary>What the finding is known by over reports; see <see cref="Findings.Fingerprint"/>.</summary>
    public string FingerprintOf(Verdict finding) => Fingerprint.Of(
        source, finding.Rule.Id, Account.Text(Column.AccountId), KeyOf(finding.Subject) is { } key ? Account.SecretId(key) : []);

    /// <summary>The masked SecretId of the key that the verdict is about; null when it is about the account.</summary>
    public string? SecretIdMaskOf(Verdict verdict) =>
        KeyOf(verdict.Subject) is { } key ? SecretIdMask.Of(Account.SecretId(key)) : null;

    /// <summary>What is wrong, in a sentence for a person.</summary>
    public string MessageOf(Verdict finding) => finding.Rule.Explain(facts, finding.Subject);

    /// <summary>Which cells kept the rule from being assessed.</summary>
    public string ReasonOf(Verdict notAssessed) => string.Join("; ", ColumnsOf(notAssessed).Select(Describe));

    /// <summary>The cells that decided the verdict, by column; a SecretId is masked.</summary>
    public IEnumerable<KeyValuePair<Column, string>> EvidenceOf(Verdict finding) =>
        ColumnsOf(finding).Where(Account.Has).Select(column => KeyValuePair.Create(column, Shown(column)));

    private static IEnumerable<Column> ColumnsOf(Verdict verdict) =>
        Columns.All.Where(column => (verdict.Columns & (1u << (int)column)) != 0);

    private void Keep(Verdict verdict)
    {
        if (verdict.Outcome is Outcome.Fail)
            findings.Add(policy.Rules.SeverityOf(verdict.Rule) is { } severity ? verdict with { Severity = severity } : verdict);
        else if (verdict.Outcome is Outcome.NotAssessed)
            notAssessed.Add(verdict);
    }

    private AccessKey? KeyOf(Subject subject) => subject switch
    {
        Subject.Key1 => Account.Key1,
        Subject.Key2 => Account.Key2,
        _ => null,
    };

    private string Shown(Column column) =>
        Columns.HoldsSecretId(column) ? MaskedSecretId(Account.Text(column)) : ShownText.Plain(Account.Text(column));

    private string Describe(Column column)
    {
        var name = Columns.NameOf(column);
        if (!Account.Has(column))
            return $"{name}: column absent";
        if (Columns.HoldsSecretId(column))
            return $"{name} is not a SecretId";

        var text = Account.Text(column);
        return text.IsEmpty ? $"{name} is empty" : $"{name} is {ShownText.Of(text)}";
    }

    private static string MaskedSecretId(ReadOnlySpan<byte> cell) =>
        CellText.WordOf(cell) is Word.NotApplicable or Word.NotSupported ? ShownText.Plain(cell) : SecretIdMask.Of(cell);
}
