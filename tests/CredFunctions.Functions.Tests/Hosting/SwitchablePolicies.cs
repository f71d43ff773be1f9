using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Functions.Tests.Hosting;

/// <summary>Policies that can be out of reach.</summary>
internal sealed class SwitchablePolicies(IPolicies policies) : IPolicies
{
    public Exception? Failure { get; set; }

    public RefusedPolicy? Refused => policies.Refused;

    public Task<PolicyDocument> CurrentAsync(CancellationToken cancellationToken) =>
        Failure is { } failure ? Task.FromException<PolicyDocument>(failure) : policies.CurrentAsync(cancellationToken);

    public Task<PolicyDocument> ReadAsync(string hash, CancellationToken cancellationToken) =>
        Failure is { } failure ? Task.FromException<PolicyDocument>(failure) : policies.ReadAsync(hash, cancellationToken);
}
