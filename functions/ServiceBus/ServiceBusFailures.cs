using CredFunctions.Ports;

namespace CredFunctions.Functions.ServiceBus;

/// <summary>
/// Failures that pass: the namespace is busy, moving or unreachable, or a queue is full until its messages are received.
/// </summary>
internal sealed class ServiceBusFailures : ITransientFailures
{
    public bool Include(Exception failure) =>
        failure is ServiceBusException { IsTransient: true } or ServiceBusException { Reason: ServiceBusFailureReason.QuotaExceeded };
}
