using CredFunctions.Accounts;
using CredFunctions.Policy;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>What is due first, as many as fit, and how many there are; what Tencent Cloud disables is by itself.</summary>
public sealed class DueList(int capacity)
{
    /// <summary>Checks that will fail.</summary>
    public Greatest<DueEntry, (long Sooner, long Earlier)> Checks { get; } = new(capacity);

    /// <summary>Keys that Tencent Cloud will disable.</summary>
    public Greatest<DueEntry, (long Sooner, long Earlier)> Disabled { get; } = new(capacity);

    public static DateTimeOffset ToTheSecond(DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerSecond));

    /// <summary>The exception under which the check will fail, so that it causes no notification; null where there is none.</summary>
    public static ExceptionGrant? ExceptionOf(DueCheck check, string accountId, string username, AssessmentPolicy policy) =>
        policy.ExceptionFor(check.Rule, accountId, username, check.SecretIdMask, check.At) is { IsActive: true, Grant: var grant }
            ? grant : null;

    public void Add(string accountId, string username, IReadOnlyList<DueCheck> due, RunContext run)
    {
        for (var index = 0; index < due.Count; index++)
        {
            var check = due[index];
            var list = check.IsAutoDisable ? Disabled : Checks;
            var rank = (-check.At.UtcTicks, -list.Seen);
            if (list.Counts(rank))
                list.Keep(new DueEntry(accountId, username, check, ExceptionOf(check, accountId, username, run.Policy)), rank);
        }
    }
}

/// <summary>What is due on an account.</summary>
/// <param name="Exception">The exception under which it will fail; null where there is none.</param>
public sealed record DueEntry(string AccountId, string Username, DueCheck Check, ExceptionGrant? Exception)
{
    /// <summary>Which key it is, to follow a name or a title; empty where it is the account itself.</summary>
    public static string KeyOf(DueCheck check) =>
        check.SecretIdMask is null ? "" : $", access key {(check.Subject is Subject.Key1 ? 1 : 2)} ({check.SecretIdMask})";
}
