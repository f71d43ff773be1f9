namespace CredFunctions.Azure.Messages;

/// <summary>
/// The four kinds of messages. Every body is UTF-8 JSON and carries schemaVersion, source, reportId and run as far as they are
/// known.
/// </summary>
public static class PipelineMessages
{
    public const int SchemaVersion = 1;

    /// <summary>The largest body, in bytes: a Service Bus message holds 256 KB with its properties.</summary>
    public const int MaxBytes = 200 * 1024;

    public static ReportMessages Reports { get; } = new();

    public static AccountFindingsMessages AccountFindings { get; } = new();

    public static CompletionMessages Completions { get; } = new();

    public static NotificationMessages Notifications { get; } = new();
}
