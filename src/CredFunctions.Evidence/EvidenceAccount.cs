using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>An account as evidence speaks of it: what its state means for one run.</summary>
internal sealed record EvidenceAccount
{
    public required AccountState State { get; init; }

    /// <summary>Where it stands in this report.</summary>
    public required AccountPresence Presence { get; init; }

    /// <summary>Open findings, and those that this run resolved.</summary>
    public required IReadOnlyList<EvidenceFinding> Findings { get; init; }

    /// <summary>What each check said of it; bit n is the one at n in <see cref="RuleCatalogue.Checks"/>.</summary>
    public required CheckOutcomes Outcomes { get; init; }

    /// <summary>What is told with this run: its own events, and older ones that nobody was told.</summary>
    public IReadOnlyList<AccountEvent> Events => Presence is AccountPresence.Unseen ? [] : State.Events;

    public bool IsInReport => Presence is AccountPresence.Seen;

    /// <summary>Null for an account that left before this run: it is history.</summary>
    public static EvidenceAccount? Of(AccountState account, RunContext run)
    {
        var isTouched = account.Run == run.Run;
        if (!account.IsPresent && !isTouched)
            return null;

        var presence = !isTouched ? AccountPresence.Unseen : account.IsPresent ? AccountPresence.Seen : AccountPresence.Left;
        return new EvidenceAccount
        {
            State = account,
            Presence = presence,
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
