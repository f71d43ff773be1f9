using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Tests.Stores;

namespace CredFunctions.Tests.Pipeline;

/// <summary>The accounts that completing a run changes.</summary>
public sealed class DeparturesTests
{
    [Fact]
    public async Task One_account_that_another_process_changed_disturbs_the_whole_whatever_is_saved_after_it()
    {
        var store = new MemoryAuditStore();
        var world = new World(new FaultPlan(), durable: store);
        world.Upload("1.csv", Reports.First, Reports.Day(0));
        await world.WorkUntilAsync(() => Task.FromResult(world.Queues.IsEmpty));
        var accounts = (await store.ReadAllAccountsAsync(SimulatedInbox.Source, default).ToListAsync())
            .Select(account => account with { State = account.State with { GoneSince = Reports.Day(1) } })
            .OrderBy(account => AccountBucket.Of(account.State.AccountId)).ToList();
        await store.SaveAccountsAsync(SimulatedInbox.Source, start: 1, [accounts[0]], default);

        var departures = new Departures(store, SimulatedInbox.Source, start: 1);
        foreach (var account in accounts)
            await departures.AddAsync(account, default);

        (await departures.SaveAsync(default)).Should().BeFalse();
    }
}
