using System.Numerics;
using System.Text;

using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Findings;

/// <summary>
/// What the catalogue says of one account after another. The instance serves every account of a report, so what it holds is
/// valid until the next <see cref="Assess"/>. Accounts that look alike to every rule are judged once: a report of a million
/// accounts has a few hundred outlines.
/// </summary>
/// <param name="source">The main account the report is of; part of every fingerprint.</param>
/// <param name="asOf">The instant to which ages are counted.</param>
/// <param name="policy">The thresholds, the machines, the rules that are off or have another severity.</param>
public sealed class Assessment(string source, DateTimeOffset asOf, AssessmentPolicy policy)
{
    // So that a report made of nothing but odd cells takes no more memory than another.
    private const int MaxJudgements = 4_096;

    /// <summary>The longest user name that is kept, in characters; CAM allows 64.</summary>
    public const int MaxUsernameLength = 128;

    private readonly Facts facts = new(asOf, policy.Human, policy.Machine, policy.MachineAccounts);
    private readonly Dictionary<Outline, Judgement> judgements = [];
    private Judgement judgement = new(default, [], [], 0);
    private Account account = null!;
    private bool isTurned;

    public string Source => source;

    public DateTimeOffset AsOf => asOf;

    public Account Account => account;

    public Profile Profile => judgement.Profile;

    /// <summary>The user's name as it is kept: a SecretId in it is masked, and it is cut to <see cref="MaxUsernameLength"/>.</summary>
    public string Username
    {
        get
        {
            if (SecretIdRedaction.IsNeededFor(account))
                return ShortText.Of(SecretIdRedaction.UsernameOf(account), MaxUsernameLength);

            // UTF-8 never takes more than four bytes a character, so this much is enough and a huge cell costs no more.
            var text = account.Text(Column.Username);
            return ShortText.Of(Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxUsernameLength * 4)]), MaxUsernameLength);
        }
    }

    /// <summary>What is said of every account that looks like this one.</summary>
    internal Judgement Judged => judgement;

    /// <summary>The verdicts that fail, in the order of the catalogue.</summary>
    public ReadOnlySpan<Verdict> Findings => judgement.Findings;

    /// <summary>The verdicts that could not be given, in the order of the catalogue.</summary>
    public ReadOnlySpan<Verdict> NotAssessed => judgement.NotAssessed;

    /// <summary>The findings without what takes time to make, in the order of the catalogue.</summary>
    public IReadOnlyList<FindingOutline> FindingOutlines => policy.Exceptions.All.Count == 0
        ? judgement.FindingOutlines
        : [.. judgement.Findings.Select(finding => new FindingOutline(finding.Rule.Id, finding.Severity, IsSuppressed(finding)))];

    /// <summary>The rules of <see cref="NotAssessed"/>.</summary>
    public IReadOnlyList<string> NotAssessedRules => judgement.NotAssessedRules;

    /// <summary>The checks that the account passed: a <see cref="Check.Bit"/> each.</summary>
    public ulong Passed => judgement.Passed;

    /// <summary>Puts every rule that the policy leaves on to an account.</summary>
    public void Assess(Account to)
    {
        account = to;
        isTurned = false;
        var outline = facts.OutlineOf(to);
        if (judgements.TryGetValue(outline, out var known))
        {
            judgement = known;
            return;
        }

        judgement = Judge();
        if (judgements.Count == MaxJudgements)
            judgements.Clear();
        judgements.Add(outline, judgement);
    }

    /// <summary>What the finding is known by over reports; see <see cref="Fingerprint"/>.</summary>
    public string FingerprintOf(Verdict finding) => Fingerprint.Of(
        source, finding.Rule.Id, Account.Text(Column.AccountId), KeyOf(finding.Subject) is { } key ? Account.SecretId(key) : []);

    /// <summary>The masked SecretId of the key that the verdict is about; null when it is about the account.</summary>
    public string? SecretIdMaskOf(Verdict verdict) =>
        KeyOf(verdict.Subject) is { } key ? SecretIdMask.Of(Account.SecretId(key)) : null;

    /// <summary>What is wrong, in a sentence for a person.</summary>
    public string MessageOf(Verdict finding)
    {
        Turn();
        return finding.Rule.Explain(facts, finding.Subject);
    }

    /// <summary>Which cells kept the rule from being assessed.</summary>
    public string ReasonOf(Verdict notAssessed) => string.Join("; ", ColumnsOf(notAssessed).Select(Describe));

    /// <summary>How bad a finding could be, under the policy, in place of a verdict that could not be given.</summary>
    internal Severity WorstSeverityOf(Verdict notAssessed) => policy.SeverityOf(notAssessed.Rule, lowered: false);

    /// <summary>What the column's cell is, to be said after the column's name; see <see cref="UnassessedColumn.Example"/>.</summary>
    internal string ExampleOf(Column column)
    {
        if (!Account.Has(column))
            return UnassessedColumn.Absent;
        if (Columns.HoldsSecretId(column))
            return "is not a SecretId";

        var text = Account.Text(column);
        return text.IsEmpty ? "is empty" : $"reads {ShownText.Plain(text)}";
    }

    /// <summary>The cells that decided the verdict, by the column's name; a SecretId is masked.</summary>
    public IReadOnlyDictionary<string, string> EvidenceOf(Verdict finding)
    {
        var cells = new Dictionary<string, string>(BitOperations.PopCount(finding.Columns), StringComparer.Ordinal);
        foreach (var column in ColumnsOf(finding))
        {
            if (Account.Has(column))
                cells.Add(Columns.NameOf(column), Shown(column));
        }

        return cells;
    }

    private static IEnumerable<Column> ColumnsOf(Verdict verdict)
    {
        for (var left = verdict.Columns; left != 0; left &= left - 1)
            yield return (Column)BitOperations.TrailingZeroCount(left);
    }

    // The reader fills the same instance for every row, so it does not show whether the facts are those of the row.
    private void Turn()
    {
        if (isTurned)
            return;
        facts.Turn(account);
        isTurned = true;
    }

    private Judgement Judge()
    {
        Turn();
        var findings = new List<Verdict>();
        var notAssessed = new List<Verdict>();
        var passed = 0UL;
        foreach (var check in RuleCatalogue.Checks)
        {
            // A rule that is off is not put at all: it neither fails nor passes, nor counts as not assessed.
            var (rule, subject) = check;
            if (policy.IsOff(rule))
                continue;

            var verdict = rule.Judge(facts, subject);
            if (verdict.Outcome is Outcome.Fail)
                findings.Add(policy.Rules.SeverityOf(rule) is { } severity ? verdict with { Severity = severity } : verdict);
            else if (verdict.Outcome is Outcome.NotAssessed)
                notAssessed.Add(verdict);
            else if (verdict.Outcome is Outcome.Pass)
                passed |= check.Bit;
        }

        return new Judgement(facts.Profile, [.. findings], [.. notAssessed], passed);
    }

    private bool IsSuppressed(Verdict finding) =>
        policy.ExceptionFor(finding.Rule.Id, account.Id, Username, SecretIdMaskOf(finding), asOf).IsActive;

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
