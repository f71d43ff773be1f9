using CredFunctions.Findings;

namespace CredFunctions.Accounts;

/// <summary>
/// The life of one account's findings in one run: open, resolved, open again. A rule that was not assessed, or is switched
/// off, leaves its findings as they are.
/// </summary>
internal sealed class FindingLife(AccountState? before, AssessedAccount now, RunContext run)
{
    private readonly List<FindingState> states = [];
    private readonly List<AccountEvent> events = [];

    public IReadOnlyList<FindingState> States => states;

    public IReadOnlyList<AccountEvent> Events => events;

    public void Live()
    {
        foreach (var finding in now.Findings)
            Confirm(finding, before?.Finding(finding.Fingerprint));

        foreach (var finding in before?.Findings ?? [])
        {
            if (!now.Findings.Any(confirmed => confirmed.Fingerprint == finding.Fingerprint) && !IsForgotten(finding))
                Miss(finding with { KeyGoneSince = KeyGoneSince(finding) });
        }
    }

    public static FindingState Resolved(FindingState finding, RunContext run) =>
        finding with { ResolvedAt = run.Run.AsOf, Suppression = null };

    public static AccountEvent Event(AccountEventKind kind, FindingState finding, RunContext run) => new()
    {
        Kind = kind,
        Severity = finding.Severity,
        Message = finding.Message,
        Run = run.Run,
        Fingerprint = finding.Fingerprint,
        Rule = finding.Rule,
        SecretIdMask = finding.SecretIdMask,
        Openings = finding.Openings,
        IsSuppressed = finding.Suppression is not null,
    };

    private void Confirm(AssessedFinding finding, FindingState? was)
    {
        var isOpening = was is null || !was.IsOpen;
        var state = new FindingState
        {
            Fingerprint = finding.Fingerprint,
            Rule = finding.Rule,
            Subject = finding.Subject,
            KeyHash = finding.KeyHash,
            SecretIdMask = finding.SecretIdMask,
            Severity = finding.Severity,
            CatalogueSeverity = finding.CatalogueSeverity,
            Message = finding.Message,
            Evidence = finding.Evidence,
            FirstSeen = was?.FirstSeen ?? run.Run.AsOf,
            OpenedAt = isOpening ? run.Run.AsOf : was!.OpenedAt,
            Openings = (was?.Openings ?? before?.PastOpenings.GetValueOrDefault(finding.Fingerprint) ?? 0) + (isOpening ? 1 : 0),
            LastSeen = run.Run.AsOf,
            Suppression = SuppressionOf(finding.Rule, finding.SecretIdMask),
        };
        states.Add(state);

        if (isOpening)
            events.Add(Event(was is null ? AccountEventKind.Opened : AccountEventKind.Reopened, state, run));
        else
            Compare(was!, state);
    }

    private void Compare(FindingState was, FindingState state)
    {
        if (state.Severity > was.Severity)
            events.Add(Event(state.CatalogueSeverity > was.CatalogueSeverity ? AccountEventKind.Raised : AccountEventKind.RaisedByPolicy, state, run));
        else if (state.Severity < was.Severity)
            events.Add(Event(AccountEventKind.Lowered, state, run));

        if (was.Suppression is not null && state.Suppression is null)
            events.Add(Event(AccountEventKind.ExceptionEnded, state, run));
    }

    private void Miss(FindingState finding)
    {
        if (!finding.IsOpen || run.Policy.Rules.IsOff(finding.Rule))
        {
            // A rule that is off says nothing: what it found before stays as it is, untold.
            states.Add(finding);
        }
        else if (IsSettled(finding))
        {
            states.Add(Resolved(finding, run));
            events.Add(Event(AccountEventKind.Resolved, finding, run));
        }
        else
        {
            var state = finding with { Suppression = SuppressionOf(finding.Rule, finding.SecretIdMask) };
            states.Add(state);
            Compare(finding, state);
        }
    }

    // Whether this report shows that the finding is no more: its rule passes or does not apply, or its key has left.
    private bool IsSettled(FindingState finding)
    {
        if (finding.KeyHash is null)
            return !IsUnassessed(finding.Rule, Subject.Account);

        return now.Snapshot.Key(finding.KeyHash) is { } key
            ? !IsUnassessed(finding.Rule, key.Slot is Reports.KeySlot.One ? Subject.Key1 : Subject.Key2)
            : now.Snapshot.KeysAreComplete;
    }

    // Since when the key of a finding is gone, as far as the SecretId cells of this report say so.
    private DateTimeOffset? KeyGoneSince(FindingState finding)
    {
        if (finding.KeyHash is null || now.Snapshot.Key(finding.KeyHash) is not null)
            return null;
        return finding.KeyGoneSince ?? (now.Snapshot.KeysAreComplete ? run.Run.AsOf : null);
    }

    // Kept as long as the row of an account that is gone.
    private bool IsForgotten(FindingState finding) =>
        !finding.IsOpen && finding.KeyGoneSince is { } gone && KeyGoneSince(finding) is not null
        && run.Run.AsOf.UtcTicks - gone.UtcTicks > run.Policy.FindingRetentionDays * TimeSpan.TicksPerDay;

    private bool IsUnassessed(string rule, Subject subject) => now.NotAssessed.Any(each => each.Rule == rule && each.Subject == subject);

    private Suppression? SuppressionOf(string rule, string? secretIdMask) =>
        run.Policy.ExceptionFor(rule, now.AccountId, now.Username, secretIdMask, run.Run.AsOf) is { IsActive: true, Grant: { Until: { } until } grant }
            ? new Suppression(until, grant.Reason, grant.Owner)
            : null;
}
