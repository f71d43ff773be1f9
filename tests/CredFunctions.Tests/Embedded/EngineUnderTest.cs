using System.Collections.Concurrent;
using System.Text.Json;

using CredFunctions.Embedded;
using CredFunctions.Embedded.State;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;

namespace CredFunctions.Tests.Embedded;

/// <summary>An embedded engine over a temporary state that outlives it, as a state file outlives a process.</summary>
internal sealed class EngineUnderTest : IDisposable
{
    private readonly StateFile file = StateFile.OpenTemporary();

    public EngineUnderTest()
    {
        Store = new SqliteAuditStore(file);
        file.Read(() => file.Statement("PRAGMA foreign_keys = ON").Execute());
    }

    public SqliteAuditStore Store { get; }

    public SimulatedInbox Inbox { get; } = new(new FaultPlan(), new Clock(), keepsFinished: false);

    public SimulatedPolicies Policies { get; } = new("4h");

    public SimulatedDesk Desk { get; } = new(new FaultPlan(), new Clock());

    public ConcurrentQueue<string> Said { get; } = [];

    /// <summary>A new process: nothing is in its queues.</summary>
    /// <param name="plan">What goes wrong; null for nothing.</param>
    /// <param name="way">What stands for the channels in place of the desk.</param>
    /// <param name="policies">What stands for the policies; null for those that can be edited.</param>
    /// <param name="firstAsk">When a run is first asked whether it is complete, if nothing asks before.</param>
    public EmbeddedEngine Start(
        FaultPlan? plan = null, IChannelSender? way = null, IPolicies? policies = null, TimeSpan? firstAsk = null) => new(new EngineParts
        {
            Store = plan is null ? Store : new FaultyStore(Store, plan),
            Inbox = Inbox,
            Policies = policies ?? Policies,
            Channels = [way ?? Desk],
            Limits = new PipelineLimits { AccountsPerMessage = 2, FirstAsk = firstAsk ?? new PipelineLimits().FirstAsk },
            Warn = Said.Enqueue,
        });

    /// <summary>What is written next is lost together, since a row refers to one that is not there.</summary>
    public void RuinTheCommit() => file.WriteSoon(() =>
    {
        file.Statement("CREATE TABLE parents (id INTEGER PRIMARY KEY)").Execute();
        file.Statement("CREATE TABLE children (id INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED)").Execute();
        return file.Statement("INSERT INTO children VALUES (1)").Execute() == 1;
    });

    /// <summary>All that lasts, in words that two states can be compared by: no clock, no versions.</summary>
    public async Task<string> StateAsync()
    {
        IAuditStore store = Store;
        var lines = new List<string>();
        var lane = (await store.ReadLaneAsync(SimulatedInbox.Source, default)).Lane;
        lines.Add($"lane active {lane.Active} last {lane.LastCompleted}");
        await foreach (var each in store.ReadReportsAsync(SimulatedInbox.Source, default))
            lines.Add("report " + JsonSerializer.Serialize(each with { ArrivedAt = default, TouchedAt = default, StartedAt = null, Arrival = 0, Version = "" }, PipelineJson.Default.ReportRecord));
        await foreach (var each in store.ReadAllAccountsAsync(SimulatedInbox.Source, default))
            lines.Add("account " + JsonSerializer.Serialize(each.State, PipelineJson.Default.AccountState));
        lines.AddRange(Desk.Arrived.Distinct().Select(id => $"told {id}"));
        await foreach (var each in store.ReadPendingNotificationsAsync(default))
            lines.Add($"pending {each.Id}");
        lines.AddRange(Inbox.Names.Select(name => $"inbox {name}"));
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    public void Dispose() => file.Dispose();
}
