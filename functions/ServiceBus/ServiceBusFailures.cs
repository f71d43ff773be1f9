using CredFunctions.Ports;

namespace CredFunctions.Functions.ServiceBus;

/// <summary>
/// What passes by itself: the namespace is busy, moving or out of reach, or a queue is full until somebody takes from it.
/// </summary>
internal sealed class ServiceBusFailures : ITransientFailures
{
    public bool Include(Exception failure) =>
        failure is ServiceBusException { IsTransient: true } or ServiceBusException { Reason: ServiceBusFailureReason.QuotaExceeded };
}
