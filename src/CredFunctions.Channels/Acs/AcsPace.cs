using CredFunctions.Channels.Http;

namespace CredFunctions.Channels.Acs;

/// <summary>
/// Spaces the mails of a domain by the service's limit a minute: 5 for a domain that Azure manages, 30 for one of your own. The limit an
/// hour, 10 or 100, is left to the service, whose answer names the time of the next attempt.
/// </summary>
/// <seealso href="https://learn.microsoft.com/azure/communication-services/concepts/service-limits#email"/>
internal sealed class AcsPace(TimeProvider time)
{
    private const string ManagedDomain = ".azurecomm.";

    private static readonly TimeSpan ManagedGap = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    // Its keys are domains, and those of the other one channels.
    private readonly ChannelPace pace = new(time);

    /// <summary>Waits until the domain may send the next mail.</summary>
    /// <param name="from">The sender's address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitAsync(string from, CancellationToken cancellationToken)
    {
        var domain = from[(from.LastIndexOf('@') + 1)..].ToLowerInvariant();
        return pace.WaitAsync(domain, domain.Contains(ManagedDomain, StringComparison.Ordinal) ? ManagedGap : Gap, cancellationToken);
    }
}
