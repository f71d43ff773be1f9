using System.Text;

using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Findings;

/// <summary>
/// The verdicts of the catalogue on one account after another. The instance serves every account of a report, so what it holds
/// is valid until the next <see cref="Assess"/>. Accounts that look alike to every rule are assessed once: a report of a million
/// accounts has a few hundred outlines.
/// </summary>
/// <param name="source">The main account that the report belongs to; part of every fingerprint.</param>
/// <param name="asOf">The instant to which ages are counted.</param>
/// <param name="policy">The thresholds, the machines, the rules that are off or have another severity.</param>
public sealed class Assessment(string source, DateTimeOffset asOf, AssessmentPolicy policy)
{
    // Bounds the memory when every account of a report has an outline of its own.
    private const int MaxJudgements = 4_096;

    /// <summary>The longest user name that is kept, in characters; CAM allows 64.</summary>
    public const int MaxUsernameLength = 128;

    private readonly Facts facts = new(asOf, policy.Human, policy.Machine, policy.MachineAccounts);
    private readonly Dictionary<Outline, Judgement> judgements = [];
    private readonly List<(long Later, ulong Checks)> turns = [];

    // In ticks from the as-of; a time must exist there.
    private readonly long dueWithin = Math.Min(policy.DueDays * TimeSpan.TicksPerDay, DateTimeOffset.MaxValue.UtcTicks - asOf.UtcTicks);
    private AccountTraits traits;
    private bool isTurned;
    private IReadOnlyList<DueCheck>? due;

    public string Source => source;
    public Account Account { get; private set; } = null!;
    public Profile Profile => Judged.Profile;

    /// <summary>The user's name as it is kept: a SecretId in it is masked, and it is cut to <see cref="MaxUsernameLength"/>.</summary>
    public string Username
    {
        get
        {
            if (SecretIdRedaction.IsNeededFor(Account))
                return ShortText.Of(SecretIdRedaction.UsernameOf(Account), MaxUsernameLength);

            // UTF-8 never takes more than four bytes a character, so this much is enough and a huge cell costs no more.
            var text = Account.Text(Column.Username);
            return ShortText.Of(Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxUsernameLength * 4)]), MaxUsernameLength);
        }
    }

    /// <summary>The verdicts that fail, in the order of the catalogue.</summary>
    public ReadOnlySpan<Verdict> Findings => Judged.Findings;

    /// <summary>The verdicts of rules that could not be assessed, in the order of the catalogue.</summary>
    public ReadOnlySpan<Verdict> NotAssessed => Judged.NotAssessed;

    /// <summary>The findings without what takes time to make, in the order of the catalogue.</summary>
    public IReadOnlyList<FindingOutline> FindingOutlines => policy.Exceptions.All.Count == 0
        ? Judged.FindingOutlines
        : [.. Judged.Findings.Select(finding => new FindingOutline(
            finding.Rule.Id, finding.Severity, IsSuppressed(finding.Rule, finding.Subject)))];

    /// <summary>The rules of <see cref="NotAssessed"/>.</summary>
    public IReadOnlyList<string> NotAssessedRules => Judged.NotAssessedRules;

    /// <summary>The checks that the account passed: a <see cref="Check.Bit"/> each.</summary>
    public ulong Passed => Judged.Passed;

    /// <summary>The checks at the bounds of controls.</summary>
    public BoundOutcomes AtBounds => policy.Exceptions.All.Count == 0 || Judged.AtBounds.Failed == 0
        ? Judged.AtBounds
        : Judged.AtBounds with
        {
            Excepted = Judged.AtBounds.Failed & BoundedCheck.All.Where(each => IsSuppressed(each.Check.Rule, each.Check.Subject))
                .Aggregate(0UL, (set, each) => set | each.Bit),
        };

    /// <summary>Whether it signs in through an identity provider, and a rule that is off for it because of that would apply.</summary>
    public bool HasExternalLogin => Judged.HasExternalLogin;

    /// <summary>What the account passes and will fail within the days that the policy lists, the first one first.</summary>
    public IReadOnlyList<DueCheck> Due
    {
        get
        {
            if (due is not null)
                return due;
            List<DueCheck>? found = null;
            AddDue(ref found);
            AddAutoDisable(ref found);
            found?.Sort((one, other) => one.At.CompareTo(other.At));
            return due = (IReadOnlyList<DueCheck>?)found ?? [];
        }
    }

    /// <summary>The verdicts on every account that looks like this one.</summary>
    internal Judgement Judged { get; private set; } = new(default, [], [], 0, default, false);

    /// <summary>Evaluates for an account every rule that the policy does not turn off.</summary>
    public void Assess(Account to)
    {
        Account = to;
        isTurned = false;
        due = null;
        traits = policy.HasTraits ? policy.TraitsOf(to.Id, Username) : default;
        Judged = JudgedAt(later: 0);
    }

    /// <summary>What identifies the finding across reports; see <see cref="Fingerprint"/>.</summary>
    public string FingerprintOf(Verdict finding) => Fingerprint.Of(
        source, finding.Rule.Id, Account.Text(Column.AccountId), Account.KeyOf(finding.Subject) is { } key ? Account.SecretId(key) : []);

    /// <summary>The masked SecretId of the key that the verdict is about; null when it is about the account.</summary>
    public string? SecretIdMaskOf(Verdict verdict) => SecretIdMaskOf(verdict.Subject);

    /// <summary>What is wrong, in a sentence for a person.</summary>
    public string MessageOf(Verdict finding)
    {
        Turn();
        var message = finding.Rule.Explain(facts, finding.Subject);
        var unraised = policy.SeverityOf(finding.Rule, finding.CatalogueSeverity, traits with { IsPrivileged = false });
        return unraised == finding.Severity ? message
            : $"{message} The account is privileged: {finding.Severity.Name()} instead of {unraised.Name()}.";
    }

    /// <summary>How bad a finding could be, under the policy, in place of a verdict that could not be given.</summary>
    internal Severity WorstSeverityOf(Verdict notAssessed) => policy.SeverityOf(notAssessed.Rule, notAssessed.Rule.Severity, traits);

    // The reader fills the same instance for every row, so it does not show whether the facts are those of the row.
    private void Turn()
    {
        if (isTurned)
            return;
        facts.Turn(Account, traits);
        isTurned = true;
    }

    // The account as it is, a number of ticks after the as-of.
    private Judgement JudgedAt(long later)
    {
        var outline = facts.OutlineOf(Account, traits, later);
        if (judgements.TryGetValue(outline, out var known))
            return known;

        facts.Turn(Account, traits, later);
        isTurned = later == 0;
        var judged = Judge();
        if (judgements.Count == MaxJudgements)
            judgements.Clear();
        judgements.Add(outline, judged);
        return judged;
    }

    // The same row, judged right after each instant at which an answer about it may change, shows when a check begins to fail.
    private void AddDue(ref List<DueCheck>? found)
    {
        if (dueWithin <= 0)
            return;
        var passed = Judged.Passed & RuleCatalogue.ChecksThatCanBeDue;
        turns.Clear();
        facts.AddTurns(Account, traits, dueWithin, passed, turns);
        turns.Sort();
        foreach (var (later, asking) in turns)
        {
            var judged = JudgedAt(later + 1);
            if ((judged.Failed & asking & passed) == 0)
                continue;
            foreach (var finding in judged.Findings)
            {
                var bit = Check.BitOf(finding.Rule.Number, finding.Subject);
                if ((asking & passed & bit) == 0)
                    continue;
                passed &= ~bit;
                (found ??= []).Add(new DueCheck(
                    finding.Rule.Id, finding.Subject, new DateTimeOffset(asOf.UtcTicks + later, TimeSpan.Zero), SecretIdMaskOf(finding)));
            }
        }
    }

    private void AddAutoDisable(ref List<DueCheck>? found)
    {
        if (policy.TencentDisablesUnusedKeys is not { } from)
            return;
        Turn();
        foreach (var key in Account.Keys)
        {
            var idleSince = key.LastUsed.State is CellState.NotApplicable ? key.Created.Value : key.LastUsed.Value;
            if (!facts.Active(key).IsTrue || idleSince is not { } since)
                continue;
            var ticks = Math.Max(policy.BeginningOf(from).UtcTicks, since.UtcTicks + (DueCheck.AutoDisableDays * TimeSpan.TicksPerDay));
            var subject = key.Slot is KeySlot.One ? Subject.Key1 : Subject.Key2;
            if (ticks <= DateTimeOffset.MaxValue.UtcTicks)
            {
                (found ??= []).Add(new DueCheck(
                    DueCheck.AutoDisable, subject, new DateTimeOffset(ticks, TimeSpan.Zero), SecretIdMaskOf(subject)));
            }
        }
    }

    private Judgement Judge()
    {
        var findings = new List<Verdict>();
        var notAssessed = new List<Verdict>();
        var passed = 0UL;

        // A rule that is off neither fails nor passes, nor counts as not assessed.
        foreach (var check in RuleCatalogue.Checks.Where(check => !policy.IsOff(check.Rule, traits)))
        {
            var verdict = facts.Judge(check);
            if (verdict.Outcome is Outcome.Fail)
                findings.Add(verdict with { Severity = policy.SeverityOf(check.Rule, verdict.Severity, traits) });
            else if (verdict.Outcome is Outcome.NotAssessed)
                notAssessed.Add(verdict);
            else if (verdict.Outcome is Outcome.Pass)
                passed |= check.Bit;
        }

        var hasExternalLogin = traits.IsExternal
            && RuleCatalogue.All.Any(rule => rule.IsOffForExternalLogin && rule.Applies(facts, null!).IsTrue);
        return new Judgement(facts.Profile, [.. findings], [.. notAssessed], passed, JudgeAtBounds(), hasExternalLogin);
    }

    private BoundOutcomes JudgeAtBounds()
    {
        var (failed, notAssessed) = (0UL, 0UL);
        foreach (var each in BoundedCheck.All.Where(each => !policy.IsOff(each.Check.Rule, traits)))
        {
            facts.InPlace = each.Limits;
            var outcome = each.Check.Rule.Judge(facts, each.Check.Subject).Outcome;
            failed |= outcome is Outcome.Fail ? each.Bit : 0;
            notAssessed |= outcome is Outcome.NotAssessed ? each.Bit : 0;
        }

        facts.InPlace = null;
        return new BoundOutcomes(failed, Excepted: 0, notAssessed);
    }

    private string? SecretIdMaskOf(Subject subject) =>
        Account.KeyOf(subject) is { } key ? SecretIdMask.Of(Account.SecretId(key)) : null;

    private bool IsSuppressed(Rule rule, Subject subject) =>
        policy.Exceptions.HasFor(rule.Id)
        && policy.ExceptionFor(rule.Id, Account.Id, Username, SecretIdMaskOf(subject), asOf).IsActive;
}
