using CredFunctions.Accounts;
using CredFunctions.Notifications;

namespace CredFunctions.IntegrationTests.Month;

/// <summary>One thing that happened: a finding opened, was raised or resolved in a run, or an account changed.</summary>
internal readonly record struct Fact(string Source, string Run, string AccountId, string What, string? Key)
{
    public static Fact Of(string source, string accountId, AccountEvent each) =>
        new(source, each.Run.ReportId, accountId, each.Rule ?? each.Change!, each.Rule is null ? null : each.SecretIdMask);

    /// <summary>The facts that an item of a notification gives.</summary>
    public static IEnumerable<Fact> Of(string source, string run, NotificationItem item)
    {
        foreach (var rule in new[] { item.Rule, item.Resolves }.OfType<string>())
            yield return new Fact(source, run, item.AccountId, rule, item.SecretIdMask);
        if (item.Change is { } change)
            yield return new Fact(source, run, item.AccountId, change, null);
    }
}
