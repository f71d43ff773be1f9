using System.Text.Json;
using System.Text.RegularExpressions;

using CredFunctions.Evidence;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Tests.Stores;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CredFunctions.Tests.Pipeline;

/// <summary>
/// The whole pipeline with everything around it simulated: the process may die at any call, and what survives is the store,
/// the inbox and, where the queues are durable, their messages.
/// </summary>
internal sealed partial class World
{
    private const int MaxSteps = 20_000;

    private readonly IAuditStore durable;
    private readonly IAuditStore store;
    private readonly IngestReport ingest;
    private readonly RecordAccounts record;
    private readonly CompleteReport complete;
    private readonly SweepReports sweep;
    private readonly IServiceProvider services;
    private readonly LaneKeeper lanes;
    private readonly WithdrawReport withdraw;
    private readonly FaultPlan plan;
    private readonly bool queuesAreDurable;
    private DeliverNotification deliver;
    private int depth;

    public World(FaultPlan plan, Random? random = null, int mishapsPerThousand = 0, bool queuesAreDurable = true, string deadline = "4h", bool keepsFinished = false, ILoggerFactory? loggers = null, IAuditStore? durable = null, bool hasAllEvidence = false)
    {
        this.durable = durable ??= new MemoryAuditStore();
        var logs = loggers ?? NullLoggerFactory.Instance;
        Policies = new SimulatedPolicies(deadline);
        this.plan = plan;
        this.queuesAreDurable = queuesAreDurable;
        plan.Interleave = InterleaveAsync;
        store = new FaultyStore(durable, plan);
        Queues = new SimulatedQueues(plan, Time, random) { MishapsPerThousand = mishapsPerThousand };
        Inbox = new SimulatedInbox(plan, Time, keepsFinished);
        Desk = new SimulatedDesk(plan, Time);
        Evidence = new SimulatedEvidence(plan);

        // Every call may be the last one: two files of evidence, of which one has to wait for its figures, are as good as all.
        var evidence = new RunEvidence(Evidence, store, [.. EvidenceFormats.All.Where(file => hasAllEvidence || file.Name is EvidenceName.AccountsTable or EvidenceName.Findings)]);
        var limits = new PipelineLimits { AccountsPerMessage = 2, LongestAsk = TimeSpan.FromHours(2) };
        services = new ComposedPipeline
        {
            Store = store,
            Queues = Queues,
            Inbox = Inbox,
            Policies = Policies,
            Evidence = evidence,
            Channels = [Desk],
            Limits = limits,
            Time = Time,
            Logs = logs,
        }.Build();
        lanes = services.GetRequiredService<LaneKeeper>();
        ingest = services.GetRequiredService<IngestReport>();
        record = services.GetRequiredService<RecordAccounts>();
        complete = services.GetRequiredService<CompleteReport>();
        sweep = services.GetRequiredService<SweepReports>();
        withdraw = services.GetRequiredService<WithdrawReport>();
        deliver = Deliver();
    }

    public Clock Time { get; } = new();

    /// <summary>Everything that was or is to be told.</summary>
    public IEnumerable<Notification> Notifications => ((MemoryAuditStore)durable).Notifications;

    public SimulatedQueues Queues { get; }

    public SimulatedInbox Inbox { get; }

    public SimulatedPolicies Policies { get; }

    public SimulatedDesk Desk { get; }

    public SimulatedEvidence Evidence { get; }

    /// <summary>How often the process died.</summary>
    public int Crashes { get; private set; }

    /// <summary>How often it died after a channel had taken a message and before it was marked: the one case of telling twice.</summary>
    public int CrashesAfterDelivery { get; private set; }

    /// <summary>A chunk that never gets recorded, while this says so.</summary>
    public Func<AccountFindingsMessage, bool> IsStuck { get; set; } = _ => false;

    public async Task<ReportStatus?> StatusOfAsync(StoryReport report) => (await RecordOfAsync(report))?.Status;

    /// <summary>The latest report with these bytes.</summary>
    public async Task<ReportRecord?> RecordOfAsync(StoryReport report) =>
        (await durable.ReadReportsOfAsync(SimulatedInbox.Source, report.Sha256, default).ToListAsync()).MaxBy(record => record.Order);

    public Task<ReportRecord?> RecordOfAsync(StoryReport report, DateTimeOffset asOf) =>
        durable.ReadReportAsync(SimulatedInbox.Source, report.IdAt(asOf), default);

    public void Upload(string name, StoryReport report, DateTimeOffset asOf)
    {
        Inbox.Upload(name, report.Bytes, asOf);
        Queues.Put(new ReportMessage(SimulatedInbox.Source, name));
    }

    /// <summary>The sender gives another as-of for a file, and the inbox says so.</summary>
    public void ChangeAsOf(string name, DateTimeOffset asOf)
    {
        Inbox.ChangeAsOf(name, asOf.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Queues.Put(new ReportMessage(SimulatedInbox.Source, name));
    }

    public async Task<Lane> LaneAsync() => (await durable.ReadLaneAsync(SimulatedInbox.Source, default)).Lane;

    /// <summary>A person withdraws the latest report with these bytes, and tries again until it is done.</summary>
    public async Task WithdrawAsync(StoryReport report)
    {
        while (await RecordOfAsync(report) is { Status: not ReportStatus.Withdrawn } completed)
            await RunAsync(async () => (await withdraw.HandleAsync(completed, default)).Refusal.Should().BeNull(), message: null);
    }

    /// <summary>Withdraws the latest report with these bytes where that is not refused.</summary>
    public async Task<Withdrawal> TryWithdrawAsync(StoryReport report) => await withdraw.HandleAsync((await RecordOfAsync(report))!, default);

    /// <summary>A person accepts a held report.</summary>
    public Task<ReportRecord> AcceptAsync(ReportRecord report) => lanes.AcceptAsync(report, default);

    /// <summary>A person records a withdrawn or stale report all the same.</summary>
    public Task<ReportRecord> ReplayAsync(ReportRecord report) => lanes.ReplayAsync(report, default);

    public ValueTask<List<string>> AccountIdsAsync() =>
        durable.ReadAllAccountsAsync(SimulatedInbox.Source, default).Select(account => account.State.AccountId).ToListAsync();

    public Task SweepAsync() => sweep.HandleAsync(default);

    /// <summary>Works until the condition holds, the clock moving on where nothing is to be seen; sweeps every hour.</summary>
    public async Task WorkUntilAsync(Func<Task<bool>> isReached)
    {
        var nextSweep = Time.GetUtcNow().AddHours(1);
        for (var step = 0; step < MaxSteps; step++)
        {
            if (await isReached())
                return;

            if (Queues.Take() is { } message)
            {
                await RunAsync(() => HandleAsync(message), message);
            }
            else if (!Queues.IsEmpty && Queues.NextVisibleAt < nextSweep)
            {
                Time.Advance(Queues.NextVisibleAt - Time.GetUtcNow());
            }
            else
            {
                if (nextSweep > Time.GetUtcNow())
                    Time.Advance(nextSweep - Time.GetUtcNow());
                nextSweep = Time.GetUtcNow().AddHours(1);
                await RunAsync(() => sweep.HandleAsync(default), message: null);
            }
        }

        throw new InvalidOperationException("The world did not come to rest.");
    }

    /// <summary>Works until nothing is left to do, and a sweep finds nothing either.</summary>
    public async Task RestAsync()
    {
        plan.IsOver = true;
        for (var quiet = 0; quiet < 2; quiet++)
        {
            await WorkUntilAsync(() => Task.FromResult(Queues.IsEmpty));
            Time.Advance(TimeSpan.FromHours(1));
            await sweep.HandleAsync(default);
            await WorkUntilAsync(() => Task.FromResult(Queues.IsEmpty));
        }
    }

    /// <summary>All that lasts, in words that two worlds can be compared by: no clock, no versions.</summary>
    public async Task<string> StateAsync()
    {
        var lines = new List<string>();
        var lane = (await durable.ReadLaneAsync(SimulatedInbox.Source, default)).Lane;
        lines.Add($"lane active {lane.Active} last {lane.LastCompleted} {lane.LastPolicy} {lane.LastHadUnreadableRows}");
        await foreach (var each in durable.ReadReportsAsync(SimulatedInbox.Source, default))
            lines.Add("report " + JsonSerializer.Serialize(each with { ArrivedAt = default, TouchedAt = default, StartedAt = null, Arrival = 0 }, PipelineJson.Default.ReportRecord));
        await foreach (var each in durable.ReadAllAccountsAsync(SimulatedInbox.Source, default))
            lines.Add("account " + JsonSerializer.Serialize(each.State, PipelineJson.Default.AccountState));
        foreach (var each in Notifications)
            lines.Add("notification " + JsonSerializer.Serialize(WithoutTimes(each), PipelineJson.Default.Notification));
        lines.AddRange(Evidence.Files.Select(file => $"evidence {file}"));
        lines.AddRange(Inbox.All.Select(name => $"inbox {name}"));
        lines.AddRange(Inbox.Rejected.Select(file => $"rejected {file.Key}: {file.Value}"));
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static Notification WithoutTimes(Notification told) => told with
    {
        CreatedAt = default,
        SentAt = null,
        Content = told.Content with { Reason = told.Content.Reason is { } reason ? PartsRecorded().Replace(reason, "some parts") : null },
    };

    private async Task RunAsync(Func<Task> work, object? message)
    {
        var arrived = Desk.Arrived.Count;
        try
        {
            await work();
        }
        catch (CrashException)
        {
            Crashes++;
            depth = 0;
            deliver = Deliver();
            CrashesAfterDelivery += Desk.Arrived.Count - arrived;
            if (!queuesAreDurable)
                Queues.Forget();
            else if (message is not null)
                Queues.Put(message);
        }
    }

    // How many parts were recorded by the deadline is told, and does depend on what was lost on the way.
    [GeneratedRegex("[0-9]+ of [0-9]+ parts|some of its accounts", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartsRecorded();

    private DeliverNotification Deliver() => ActivatorUtilities.CreateInstance<DeliverNotification>(services);

    private Task HandleAsync(object message) => message switch
    {
        ReportMessage report => ingest.HandleAsync(report, default),
        AccountFindingsMessage chunk => IsStuck(chunk) ? Task.CompletedTask : record.HandleAsync(chunk, default),
        CompletionMessage completion => complete.HandleAsync(completion, default),
        NotificationMessage notification => deliver.HandleAsync(notification, default),
        _ => throw new InvalidOperationException($"No handler for {message}."),
    };

    // Another worker handles another message while this one waits for its call. One worker a channel: sessions see to that.
    private async Task InterleaveAsync()
    {
        if (depth > 0 || Queues.Take() is not { } other)
            return;
        if (other is NotificationMessage)
        {
            Queues.Put(other);
            return;
        }

        depth++;
        try
        {
            await HandleAsync(other);
        }
        catch (CrashException) when (queuesAreDurable)
        {
            Queues.Put(other);
            throw;
        }

        depth--;
    }
}
