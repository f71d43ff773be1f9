using CredFunctions.Azure;
using CredFunctions.Azure.Inbox;

namespace CredFunctions.Functions.Triggers;

/// <summary>ReportUploaded failed five times on a file.</summary>
public sealed class ReportPoisoned(BlobArrivals arrivals)
{
    [Function(nameof(ReportPoisoned))]
    public Task RunAsync(
        [QueueTrigger(ResourceNames.PoisonQueue, Connection = SettingNames.ReportStorage)] string message,
        CancellationToken cancellationToken) => arrivals.PoisonedAsync(message, cancellationToken);
}
