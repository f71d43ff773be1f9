using CredFunctions.Accounts;

namespace CredFunctions.Embedded.State;

/// <summary>What can be asked of an account without reading its body.</summary>
/// <param name="Gone">The as-of of the report from which it was gone; null while it is there.</param>
/// <param name="Open">1 while a finding is open.</param>
/// <param name="Events">The events that its last run made: none, some, or a change among them.</param>
internal readonly record struct Stamp(long? Gone, long Open, long Events)
{
    public const long WithEvents = 1;
    public const long WithChanges = 2;

    public static Stamp Of(AccountState account) => new(
        account.GoneSince?.UtcTicks,
        account.OpenFindings.Any() ? 1 : 0,
        account.Events.Count == 0
            ? 0
            : account.Events.Any(accountEvent => accountEvent.Kind is AccountEventKind.Changed)
            ? WithChanges
            : WithEvents);
}
