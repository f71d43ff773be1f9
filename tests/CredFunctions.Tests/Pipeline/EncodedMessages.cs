using System.Text;

using CredFunctions.Azure.Messages;
using CredFunctions.Ports;

namespace CredFunctions.Tests.Pipeline;

/// <summary>Messages as a broker gets them.</summary>
internal static class EncodedMessages
{
    /// <summary>Everything of a message that leaves the process.</summary>
    public static string Of(object message)
    {
        var sent = message switch
        {
            ReportMessage report => PipelineMessages.Reports.Encode(report),
            AccountFindingsMessage chunk => PipelineMessages.AccountFindings.Encode(chunk),
            CompletionMessage completion => PipelineMessages.Completions.Encode(completion),
            NotificationMessage notification => PipelineMessages.Notifications.Encode(notification),
            _ => throw new InvalidOperationException($"No queue for {message}."),
        };
        return string.Join('\n', sent.MessageId, sent.SessionId, sent.CorrelationId, Encoding.UTF8.GetString(sent.Body.Span));
    }
}
