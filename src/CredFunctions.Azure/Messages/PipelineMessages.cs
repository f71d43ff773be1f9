using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>
/// The four kinds of messages. Every body is UTF-8 JSON with schemaVersion, source, reportId and run as far as they are known.
/// </summary>
public static class PipelineMessages
{
    public const int SchemaVersion = 1;

    /// <summary>The largest body, in bytes: a Service Bus message holds 256 KB with its properties.</summary>
    public const int MaxBytes = 200 * 1024;

    public static MessageKind<ReportMessage> Reports { get; } = new ReportMessages();

    public static MessageKind<AccountFindingsMessage> AccountFindings { get; } = new AccountFindingsMessages();

    public static MessageKind<CompletionMessage> Completions { get; } = new CompletionMessages();

    public static MessageKind<NotificationMessage> Notifications { get; } = new NotificationMessages();
}
