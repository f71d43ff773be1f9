using CredFunctions.Accounts;

namespace CredFunctions.Embedded.State;

/// <summary>What can be asked of an account without reading its body.</summary>
/// <param name="Gone">The as-of of the report from which it was gone; null while it is there.</param>
/// <param name="Open">1 while a finding is open.</param>
/// <param name="WhatHappened">What its last run made happen: nothing, something, or a change among it.</param>
internal readonly record struct Stamp(long? Gone, long Open, long WhatHappened)
{
    public const long Happened = 1;
    public const long Changed = 2;

    public static Stamp Of(AccountState account) => new(
        account.GoneSince?.UtcTicks,
        account.OpenFindings.Any() ? 1 : 0,
        account.Events.Count == 0 ? 0 : account.Events.Any(happened => happened.Kind is AccountEventKind.Changed) ? Changed : Happened);
}
