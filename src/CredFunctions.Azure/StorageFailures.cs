using System.Net.Sockets;

using Azure;
using Azure.Identity;

using CredFunctions.Azure.Messages;

namespace CredFunctions.Azure;

/// <summary>
/// Transient failures: the service, or the identity, is busy, moving or unreachable, or a role or a firewall refuses until a person
/// corrects it.
/// </summary>
/// <seealso href="https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes"/>
public sealed class StorageFailures : ITransientFailures
{
    // No status: no answer came at all.
    private static readonly int[] Passing = [0, 403, 408, 429, 500, 502, 503, 504];

    public bool Include(Exception failure) => failure switch
    {
        RequestFailedException refused => Passing.Contains(refused.Status),
        // A client that gives up after its retries throws the failures of all of them together.
        AggregateException several => several.InnerExceptions.All(Include),
        // An identity that cannot be reached passes; one that is not there or not allowed does not, and is no failure of this kind.
        CredentialUnavailableException => false,
        AuthenticationFailedException { InnerException: { } cause } => Causes(cause).Any(Include),
        HttpRequestException or SocketException or IOException or TimeoutException => true,
        // The client's own time-out; whether the process is stopping is checked before.
        OperationCanceledException => true,
        _ => false,
    };

    // The library that signs in wraps what the network said.
    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
