using System.Text.Json;

using CredFunctions.Azure.Messages;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Azure.Inbox;

/// <summary>Handles the events of uploaded files.</summary>
public sealed partial class BlobArrivals(
    IngestReport ingest, MessageDispatcher dispatcher, IPipelineQueues queues, ILogger<BlobArrivals> logger)
{
    /// <summary>How long a file that its trigger failed on is left alone: what was wrong may have passed by then.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    /// <summary>A blob was written. Everything but the marker of a folder is read as a report, and rejected if it is not one.</summary>
    /// <param name="blobName">Its name in the container <c>reports</c>.</param>
    /// <param name="cancellationToken">Ends the work; then the event has to come again.</param>
    public async Task UploadedAsync(string blobName, CancellationToken cancellationToken)
    {
        if (ReportBlobName.Parse(blobName) is not { } entry)
            return;

        var settlement = await dispatcher.HandleAsync(
            PipelineMessages.Reports, new ReportMessage(entry.Source, entry.Name), ingest.HandleAsync, cancellationToken);
        if (settlement.Kind is SettlementKind.Abandon)
            throw new OperationCanceledException("The app had to stop before the report was ingested.", cancellationToken);
    }

    /// <summary>The trigger gave up on a blob: it is read again by way of the queue.</summary>
    /// <param name="message">What lies on the poison queue.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PoisonedAsync(string message, CancellationToken cancellationToken)
    {
        if (PoisonedBlob.Parse(message) is not { } entry)
        {
            Log.Strange(logger);
            return;
        }

        Log.Poisoned(logger, entry.Source, entry.Name);
        await queues.SendAsync(new ReportMessage(entry.Source, entry.Name), Rest, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The trigger failed five times on the file {name} of {source}: "
            + "it is looked at again in five minutes.")]
        public static partial void Poisoned(ILogger logger, string source, string name);

        [LoggerMessage(2, LogLevel.Error, "A message on the poison queue names no report.")]
        public static partial void Strange(ILogger logger);
    }
}

/// <summary>Reads the messages of the poison queue: JSON that names a container and a blob.</summary>
internal static class PoisonedBlob
{
    /// <summary>The report; null when the message names none.</summary>
    public static (string Source, string Name)? Parse(string message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            return json.RootElement.ValueKind is JsonValueKind.Object
                && Text(json.RootElement, "ContainerName") == ResourceNames.ReportsContainer
                && Text(json.RootElement, "BlobName") is { Length: > 0 } blob
                    ? ReportBlobName.Parse(blob)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
