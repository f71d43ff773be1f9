namespace CredFunctions.Accounts;

/// <summary>
/// The life of one account's findings in one run: open, resolved, open again. A rule that was not assessed, or is switched
/// off, leaves its findings as they are.
/// </summary>
/// <param name="before">The stored state; null where the account was never seen.</param>
/// <param name="changes">What else differs from the report before.</param>
internal sealed class FindingLife(AccountState? before, AssessedAccount now, RunContext run, IEnumerable<AccountEvent> changes)
{
    private readonly List<FindingState> states = [];
    private readonly List<AccountEvent> events = [.. before?.PendingEvents(run) ?? [], .. changes];

    public IReadOnlyList<FindingState> States => states;

    /// <summary>Earlier events that no completed run has notified, then those of this run, changes first.</summary>
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
        finding with { ResolvedAt = run.Run.AsOf, Suppression = null, Unnotified = null };

    public static AccountEvent Event(AccountEventKind kind, FindingState finding, RunContext run) => new()
    {
        Kind = kind,
        Severity = finding.Severity,
        CatalogueSeverity = finding.CatalogueSeverity,
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

        if (isOpening)
        {
            events.Add(Event(was is null ? AccountEventKind.Opened : AccountEventKind.Reopened, state, run));
            Keep(state);
        }
        else
        {
            GoOn(was!, state);
        }
    }

    private void Miss(FindingState finding)
    {
        var isOff = run.Policy.IsOff(finding.Rule, now.AccountId, now.Username);
        if (!finding.IsOpen)
        {
            states.Add(finding);
        }
        else if (isOff ? HasLeft(finding) : IsSettled(finding))
        {
            states.Add(Resolved(finding, run));
            if (!isOff)
                events.Add(Event(AccountEventKind.Resolved, finding, run));
        }
        else if (isOff)
        {
            // What it found stays as it is, and is not notified while the rule is off.
            states.Add(KeptBack(finding, events));
        }
        else
        {
            GoOn(finding, finding with { Suppression = SuppressionOf(finding.Rule, finding.SecretIdMask) });
        }
    }

    /// <summary>A finding that is not notified now, with what has to be notified of it once it is again.</summary>
    public static FindingState KeptBack(FindingState finding, IEnumerable<AccountEvent> unnotified)
    {
        var kind = finding.Unnotified;
        foreach (var each in unnotified.Where(each => each.StillHolds(finding)))
        {
            if (each.IsOpening || (each.Kind is AccountEventKind.Raised && kind is null))
                kind = each.Kind;
        }

        return kind == finding.Unnotified ? finding : finding with { Unnotified = kind };
    }

    // A finding that was open and is open.
    private void GoOn(FindingState was, FindingState state)
    {
        // A rise that was kept back and no longer holds need not be notified any more.
        var unnotified = was.Unnotified is AccountEventKind.Raised && state.CatalogueSeverity < was.CatalogueSeverity
            ? null
            : was.Unnotified;
        var late = state.Suppression is null ? unnotified : null;
        state = state with { Unnotified = late is null ? unnotified : null };

        NotifyAsItStands(state);
        var moved = MoveOf(was, state);
        var isPending = late == moved || events.Exists(each => each.Kind == late && each.StillHolds(state));
        if (moved is { } kind)
            events.Add(Event(kind, state, run));
        if (was.Suppression is not null && state.Suppression is null)
            events.Add(Event(AccountEventKind.ExceptionEnded, state, run));
        if (late is { } repeated && !isPending)
            events.Add(Event(repeated, state, run) with { IsLate = true });
        Keep(state);
    }

    private static AccountEventKind? MoveOf(FindingState was, FindingState state) =>
        state.Severity > was.Severity
            ? state.CatalogueSeverity > was.CatalogueSeverity ? AccountEventKind.Raised : AccountEventKind.RaisedByPolicy
        : state.Severity < was.Severity ? AccountEventKind.Lowered
        : null;

    // Changes an opening or a rise that is still to be notified to what it is by now.
    private void NotifyAsItStands(FindingState state)
    {
        for (var index = 0; index < events.Count; index++)
        {
            var each = events[index];
            if ((each.IsOpening || each.Kind is AccountEventKind.Raised) && each.StillHolds(state))
                events[index] = each with
                {
                    Severity = state.Severity,
                    Message = state.Message,
                    IsSuppressed = state.Suppression is not null,
                };
        }
    }

    private void Keep(FindingState state) =>
        states.Add(state.Suppression is null ? state : KeptBack(state, events));

    // Whether this report shows that the finding is no more: its rule passes or does not apply, or its key has left.
    private bool IsSettled(FindingState finding)
    {
        if (finding.KeyHash is null)
            return !IsUnassessed(finding.Rule, Subject.Account);

        return now.Snapshot.Key(finding.KeyHash) is { } key
            ? !IsUnassessed(finding.Rule, key.Slot is Reports.KeySlot.One ? Subject.Key1 : Subject.Key2)
            : now.Snapshot.KeysAreComplete;
    }

    private bool HasLeft(FindingState finding) =>
        finding.KeyHash is not null && now.Snapshot.KeysAreComplete && now.Snapshot.Key(finding.KeyHash) is null;

    // Since when the key of a finding is gone, as far as the SecretId cells of this report show.
    private DateTimeOffset? KeyGoneSince(FindingState finding)
    {
        if (finding.KeyHash is null || now.Snapshot.Key(finding.KeyHash) is not null)
            return null;
        return finding.KeyGoneSince ?? (now.Snapshot.KeysAreComplete ? run.Run.AsOf : null);
    }

    // Kept as long as the row of an account that is gone.
    private bool IsForgotten(FindingState finding) =>
        !finding.IsOpen && KeyGoneSince(finding) is not null && run.IsPastKeeping(finding.KeyGoneSince);

    private bool IsUnassessed(string rule, Subject subject) => now.NotAssessed.Any(each => each.Rule == rule && each.Subject == subject);

    private Suppression? SuppressionOf(string rule, string? secretIdMask) =>
        run.Policy.ExceptionFor(
            rule, now.AccountId, now.Username, secretIdMask, run.Run.AsOf) is { IsActive: true, Grant: { Until: { } until } grant }
            ? new Suppression(until, grant.Reason, grant.Owner)
            : null;
}
