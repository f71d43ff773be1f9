using CredFunctions.Azure;
using CredFunctions.Channels;
using CredFunctions.Evidence;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CredFunctions.IntegrationTests.Pipeline;

/// <summary>Every handler over Blob and Table storage; only the queues, the clock and the people told are simulated.</summary>
internal sealed class AzurePipeline
{
    private readonly IngestReport ingest;
    private readonly RecordAccounts record;
    private readonly CompleteReport complete;
    private readonly SweepReports sweep;
    private readonly DeliverNotification deliver;

    public AzurePipeline(AzureStorage storage, PipelineLimits? limits = null, ILoggerFactory? loggers = null)
    {
        var services = new ComposedPipeline
        {
            Store = storage.Store,
            Queues = Queues,
            Inbox = storage.Inbox,
            Policies = storage.PoliciesWith(ChannelKinds.Readers),
            Evidence = new RunEvidence(storage.Evidence, storage.Store),
            Channels = [Desk],
            Limits = limits ?? new PipelineLimits { AccountsPerMessage = 2 },
            Time = Time,
            Logs = loggers ?? NullLoggerFactory.Instance,
        }.Build();
        Lanes = services.GetRequiredService<LaneKeeper>();
        ingest = services.GetRequiredService<IngestReport>();
        record = services.GetRequiredService<RecordAccounts>();
        complete = services.GetRequiredService<CompleteReport>();
        sweep = services.GetRequiredService<SweepReports>();
        deliver = services.GetRequiredService<DeliverNotification>();
    }

    public LaneKeeper Lanes { get; }

    public Clock Time { get; } = new();

    public QueuedMessages Queues { get; } = new();

    public ConsoleDesk Desk { get; } = new();

    /// <summary>Looks at a file of the inbox, and works until nothing is left to do.</summary>
    public async Task IngestAsync(string source, string name)
    {
        await Queues.Put(new ReportMessage(source, name));
        await WorkAsync();
    }

    /// <summary>Looks at a file of the inbox, and leaves what it sends where it is.</summary>
    public Task LookAtAsync(ReportMessage report) => ingest.HandleAsync(report, TestContext.Current.CancellationToken);

    public async Task SweepAsync()
    {
        await sweep.HandleAsync(TestContext.Current.CancellationToken);
        await WorkAsync();
    }

    public async Task WorkAsync()
    {
        while (Queues.Take() is { } message)
            await HandleAsync(message, TestContext.Current.CancellationToken);
    }

    private Task HandleAsync(object message, CancellationToken cancellationToken) => message switch
    {
        ReportMessage report => ingest.HandleAsync(report, cancellationToken),
        AccountFindingsMessage chunk => record.HandleAsync(chunk, cancellationToken),
        CompletionMessage completion => complete.HandleAsync(completion, cancellationToken),
        NotificationMessage notification => deliver.HandleAsync(notification, cancellationToken),
        _ => throw new InvalidOperationException($"No handler for {message}."),
    };
}
