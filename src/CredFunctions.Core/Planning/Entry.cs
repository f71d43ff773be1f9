using System.Collections.Frozen;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Rules;

namespace CredFunctions.Planning;

/// <summary>
/// One entry of a notification: the event of a finding, a change, or both where the change opened, raised or resolved the finding.
/// </summary>
/// <param name="Event">What decides how the entry is listed.</param>
/// <param name="Change">The change behind the event of a finding; null where none is known.</param>
/// <param name="Resolved">What the change resolved, where the change itself needs attention; null for any other event.</param>
internal sealed record Entry(AccountEvent Event, AccountEvent? Change = null, AccountEvent? Resolved = null)
{
    public RunStamp Run => Event.Run;

    public ItemKind Kind => ItemKindExtensions.Of(Event);

    public Severity Severity =>
        Change is { } change && Kind is not ItemKind.Resolved && change.Severity > Event.Severity ? change.Severity : Event.Severity;

    /// <summary>The group that it is listed in.</summary>
    public GroupKey GroupKey(bool isAlerted) =>
        new(Kind, Severity, Event.Rule, Event.Change ?? Change?.Change, Resolved?.Rule, isAlerted);

    /// <summary>The entries of an account: no fact is in two of them.</summary>
    /// <param name="events">Its events, in the order in which they were made.</param>
    public static IReadOnlyList<Entry> Of(AccountState account, IReadOnlyList<AccountEvent> events)
    {
        if (events.Count == 0)
            return [];

        // The openings of one run are of different findings, and a first report has nothing else.
        if (events.Count < 2 || events.All(each => each.IsOpening && each.Run == events[0].Run))
            return [.. events.Select(each => new Entry(each))];

        var entries = OncePerFinding(events).Select(each => new Entry(each)).ToList();
        var changes = entries.Where(entry => entry.Event.Change is not null)
            .OrderByDescending(entry => entry.Severity).ThenBy(entry => entry.Event.Change, StringComparer.Ordinal).ToList();
        foreach (var change in changes)
        {
            var caused = entries.Where(entry => entry.Change is null && Consequences.Has(change.Event, entry.Event, account))
                .OrderBy(entry => entry.Kind is ItemKind.Resolved).ThenByDescending(entry => entry.Severity)
                .ThenBy(entry => entry.Event.Rule, StringComparer.Ordinal).FirstOrDefault();
            if (caused is null)
                continue;

            // A change that needs attention is not listed among what is resolved.
            var isRelief = caused.Kind is ItemKind.Resolved;
            var both = isRelief && change.Severity > Severity.Info
                ? new Entry(change.Event, Resolved: caused.Event)
                : caused with { Change = change.Event };
            entries[entries.FindIndex(each => ReferenceEquals(each, caused))] = both;
            entries.RemoveAll(each => ReferenceEquals(each, change));
        }

        return entries;
    }

    // A finding that opened and was raised, or whose exception ended, before a run completed, is notified once, as it stands.
    private static IEnumerable<AccountEvent> OncePerFinding(IReadOnlyList<AccountEvent> events) => events.Where(each =>
        each.Fingerprint is null || each.Kind is AccountEventKind.Resolved
        || events.Where(other => other.Fingerprint == each.Fingerprint && other.Openings == each.Openings
                && other.Kind is not AccountEventKind.Resolved)
            .MinBy(ItemKindExtensions.Of) == each);
}

/// <summary>Which change opens, raises or resolves which finding.</summary>
internal static class Consequences
{
    private static readonly string[] OfKeys =
    [
        ConsoleAndAccessKey.Rule.Id, CollaboratorAccess.Rule.Id, DormantIdentity.Rule.Id, IdentityWithoutCredentials.Rule.Id,
        AccessKeyOverlap.Rule.Id, PossibleCompromise.Rule.Id,
    ];

    private static readonly FrozenDictionary<string, string[]> Rules = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [AccountChange.KeyCreated.Id] = OfKeys,
        [AccountChange.KeyDeleted.Id] = OfKeys,
        [AccountChange.KeyReenabled.Id] = OfKeys,
        [AccountChange.KeyAwoke.Id] = [DormantIdentity.Rule.Id],
        [AccountChange.ConsoleEnabled.Id] =
        [
            ConsoleMfaDisabled.Rule.Id, ConsoleMfaUnavailable.Rule.Id, LoginProtectionDisabled.Rule.Id,
            OperationProtectionDisabled.Rule.Id, ConsoleIdle.Rule.Id, ConsoleNeverUsed.Rule.Id, ConsoleAndAccessKey.Rule.Id,
            CollaboratorAccess.Rule.Id, DormantIdentity.Rule.Id, IdentityWithoutCredentials.Rule.Id,
        ],
        [AccountChange.MfaRemoved.Id] = [ConsoleMfaDisabled.Rule.Id, ConsoleMfaUnavailable.Rule.Id],
        [AccountChange.LoginProtectionRemoved.Id] = [LoginProtectionDisabled.Rule.Id],
        [AccountChange.OperationProtectionRemoved.Id] = [OperationProtectionDisabled.Rule.Id],
        [AccountChange.UserTypeChanged.Id] =
            [CollaboratorAccess.Rule.Id, IdentityWithoutCredentials.Rule.Id, ConsoleMfaUnavailable.Rule.Id, ReportInconsistent.Rule.Id],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a change of the account made the event of a finding.</summary>
    public static bool Has(AccountEvent change, AccountEvent finding, AccountState account)
    {
        var isResolved = finding.Kind is AccountEventKind.Resolved;
        var hasBegun = (finding.IsOpening || finding.Kind is AccountEventKind.Raised) && !finding.IsSuppressed && !finding.IsLate
            && account.Finding(finding.Fingerprint!) is { } state && finding.StillHolds(state);
        if (finding.Rule is not { } rule || change.Run != finding.Run || !(isResolved || hasBegun))
            return false;

        var id = change.Change!;
        if (id == AccountChange.Created.Id)
            return finding.IsOpening;
        if (id == AccountChange.Removed.Id)
            return isResolved;
        if (change.SecretIdMask is { } mask && finding.SecretIdMask == mask)
            return true;
        if (rule == AbnormalLogin.Rule.Id)
            return finding.Kind is AccountEventKind.Raised
                && (id == AccountChange.MfaRemoved.Id || id == AccountChange.LoginProtectionRemoved.Id);
        return finding.SecretIdMask is null && Rules[id].Contains(rule, StringComparer.Ordinal);
    }
}
