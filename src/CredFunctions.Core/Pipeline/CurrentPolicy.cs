using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// The policy in force. Where that is not the one which people wrote, since it cannot be read, one notice a channel says so.
/// </summary>
internal sealed partial class CurrentPolicy(
    IPolicies policies, IAuditStore store, IPipelineQueues queues, TimeProvider time, ILogger logger)
{
    /// <summary>Reads it; gives it with the notices that it cannot be read, whether they are new or not.</summary>
    /// <param name="sources">The sources whose people are told when it cannot be read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(PolicyDocument Policy, IReadOnlyList<Notification> Notices)> ReadAsync(
        IEnumerable<string> sources, CancellationToken cancellationToken)
    {
        var policy = await policies.CurrentAsync(cancellationToken);
        if (policies.Refused is not { } refused)
            return (policy, []);

        Log.Refused(logger, refused.Hash, refused.UsedInstead, refused.Errors.Count > 0 ? refused.Errors[0].ToString() : "");
        var told = sources.SelectMany(
            source => Notices.PolicyUnreadable(refused, source, policy, time.GetUtcNow())).DistinctBy(
            notice => notice.Id, StringComparer.Ordinal).ToList();
        await store.AddNotificationsAsync(told, cancellationToken);
        await queues.EnqueueAsync(told, cancellationToken);
        return (policy, told);
    }

    private static partial class Log
    {
        [LoggerMessage(101, LogLevel.Error, "The policy {refused} cannot be read, so {inForce} stays in force. {error}")]
        public static partial void Refused(ILogger logger, string refused, string inForce, string error);
    }
}
