using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// The policy in force, and the one that a report is assessed under. While the policy that people wrote cannot be read, one
/// notice a channel reports it.
/// </summary>
public sealed partial class ReportPolicies(IPolicies policies, NotificationOutbox outbox, ILogger<ReportPolicies> logger)
{
    /// <summary>Reads the policy in force; returns it with the notices that it cannot be read, new or not.</summary>
    /// <param name="sources">The sources whose routes get those notices.</param>
    public async Task<(PolicyDocument Policy, IReadOnlyList<Notification> Notices)> CurrentAsync(
        IEnumerable<string> sources, CancellationToken cancellationToken)
    {
        var policy = await policies.CurrentAsync(cancellationToken);
        if (policies.Refused is not { } refused)
            return (policy, []);

        Log.Refused(logger, refused.Hash, refused.UsedInstead, refused.Errors.Count > 0 ? refused.Errors[0].ToString() : "");
        var notices = await outbox.SendAsync(
            now => [.. sources.SelectMany(source => Notices.PolicyUnreadable(refused, source, policy, now))
                .DistinctBy(notice => notice.Id, StringComparer.Ordinal)],
            cancellationToken);
        return (policy, notices);
    }

    /// <summary>
    /// The policy that a report is pinned to; the one in force where it is pinned to none yet, such as after a replay that has
    /// not begun.
    /// </summary>
    public async Task<AssessmentPolicy> OfAsync(ReportRecord record, CancellationToken cancellationToken) =>
        (record.Policy.Length == 0
            ? (await CurrentAsync([record.Source], cancellationToken)).Policy
            : await policies.ReadAsync(record.Policy, cancellationToken))
        .For(record.Source);

    private static partial class Log
    {
        [LoggerMessage(101, LogLevel.Error, "The policy {refused} cannot be read, so {inForce} stays in force. {error}")]
        public static partial void Refused(ILogger logger, string refused, string inForce, string error);
    }
}
