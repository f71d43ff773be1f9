using CredFunctions.Azure.Messages;

namespace CredFunctions.Functions.ServiceBus;

/// <summary>Builds the Service Bus message of an outgoing message.</summary>
internal static class ServiceBusMessages
{
    public static ServiceBusMessage Of(OutgoingMessage outgoing)
    {
        var message = new ServiceBusMessage(outgoing.Body)
        {
            MessageId = outgoing.MessageId,
            Subject = outgoing.Subject,
            ContentType = OutgoingMessage.ContentType,
            CorrelationId = outgoing.CorrelationId,
            SessionId = outgoing.SessionId,
        };
        if (outgoing.ScheduledFor is { } time)
            message.ScheduledEnqueueTime = time;
        return message;
    }
}
