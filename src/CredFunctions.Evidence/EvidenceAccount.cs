using CredFunctions.Accounts;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>What an account's state means for one run.</summary>
internal sealed record EvidenceAccount
{
    public required AccountState State { get; init; }

    /// <summary>Where it stands in this report.</summary>
    public required AccountPresence Presence { get; init; }

    /// <summary>Open findings, and those that this run resolved.</summary>
    public required IReadOnlyList<EvidenceFinding> Findings { get; init; }

    /// <summary>The outcome of each check; a <see cref="Check.Bit"/> each.</summary>
    public required CheckOutcomes Outcomes { get; init; }

    /// <summary>The events that this run notifies: its own, and earlier ones that no completed run has notified.</summary>
    public required IReadOnlyList<AccountEvent> Events { get; init; }

    public bool IsInReport => Presence is AccountPresence.Seen;

    /// <summary>Null for an account that left before this run, once that was notified.</summary>
    public static EvidenceAccount? Of(AccountState account, RunContext run)
    {
        var isTouched = account.Run == run.Run;
        var events = account.EventsToNotify(run);
        if (!account.IsPresent && !isTouched && events.Count == 0)
            return null;

        var presence = !account.IsPresent ? AccountPresence.Left : isTouched ? AccountPresence.Seen : AccountPresence.Unseen;
        return new EvidenceAccount
        {
            State = account,
            Presence = presence,
            Events = events,
            Findings = FindingsOf(account, run, isTouched),
            Outcomes = presence is AccountPresence.Seen ? CheckOutcomes.Of(account, run) : default,
        };
    }

    private static EvidenceFinding[] FindingsOf(AccountState account, RunContext run, bool isTouched)
    {
        if (account.Findings.Count == 0)
            return [];
        return
        [
            .. account.Findings
                .Where(finding => finding.IsOpen || (isTouched && finding.ResolvedAt == run.Run.AsOf))
                .Select(finding => EvidenceFinding.Of(account, finding, run)),
        ];
    }
}
