using Azure;
using Azure.Data.Tables;

using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.IntegrationTests.Tables;

/// <summary>What only tables can get wrong; what every store has to do is in the contract.</summary>
public sealed class TableAuditStoreTests(AzuriteFixture azurite) : StorageTest(azurite)
{
    [Fact]
    public async Task An_account_comes_back_as_it_was_even_when_it_takes_many_properties()
    {
        var account = Known.Account(Known.Ids(1)[0], messageLength: 50_000);

        (await Storage.Store.SaveAccountsAsync("acme", 1, [new StoredAccount(account, null)], Cancellation)).Should().Be(SaveResult.Saved);

        var row = (await AccountRowsAsync()).Single();
        row.Should().ContainKey("State9");
        row.GetString("State0").Should().NotContainAny("openFindings", "isPresent", "isOpen");
        (await Storage.Store.ReadAccountsAsync("acme", [account.AccountId], Cancellation)).Single().State.Should().BeEquivalentTo(account);
    }

    [Fact]
    public async Task An_account_that_takes_fewer_properties_than_before_comes_back_as_it_is_now()
    {
        var id = Known.Ids(1)[0];
        await Storage.Store.SaveAccountsAsync("acme", 1, [new StoredAccount(Known.Account(id, messageLength: 50_000), null)], Cancellation);
        var large = (await Storage.Store.ReadAccountsAsync("acme", [id], Cancellation)).Single();

        (await Storage.Store.SaveAccountsAsync("acme", 1, [large with { State = Known.Account(id) }], Cancellation)).Should().Be(SaveResult.Saved);

        (await Storage.Store.ReadAccountsAsync("acme", [id], Cancellation)).Single().State.Should().BeEquivalentTo(Known.Account(id));
    }

    [Fact]
    public async Task Records_of_every_kind_come_back_as_they_were()
    {
        var lane = Known.Lane("acme");
        var record = Known.Report("acme", "1", ReportStatus.Waiting);
        var notification = Known.Notification("one");

        await Storage.Store.CommitAsync(new LaneStep(lane, [record]), version: null, Cancellation);
        await Storage.Store.AddNotificationsAsync([notification], Cancellation);

        (await Storage.Store.ReadLaneAsync("acme", Cancellation)).Lane.Should().Be(lane);
        (await Storage.Store.ReadReportAsync("acme", "1", Cancellation)).Should().BeEquivalentTo(record);
        (await Storage.Store.ReadNotificationAsync(notification.Id, Cancellation)).Should().BeEquivalentTo(notification);
    }

    [Fact]
    public async Task Accounts_that_lie_far_apart_are_all_found_among_many()
    {
        var ids = Known.Ids(1_700);
        foreach (var chunk in ids.Chunk(100))
            await Storage.Store.SaveAccountsAsync("acme", 1, [.. chunk.Select(id => new StoredAccount(Known.Account(id), null))], Cancellation);
        string[] asked = [.. ids.Where((_, index) => index % 17 == 0), "199999999999999"];
        asked = [.. asked.Where(id => AccountBucket.Of(id) == 3)];

        var found = await Storage.Store.ReadAccountsAsync("acme", asked, Cancellation);

        found.Select(each => each.State.AccountId).Should().BeEquivalentTo(asked.Where(ids.Contains)).And.HaveCount(100);
        (await Storage.Store.ReadAccountsAsync("acme", [.. ids.Skip(500).Take(100)], Cancellation)).Should().HaveCount(100);
        (await Storage.Store.ReadAccountsAsync("acme", [], Cancellation)).Should().BeEmpty();
    }

    [Fact]
    public async Task Accounts_that_take_more_than_a_transaction_are_all_saved()
    {
        var accounts = Known.Ids(100).Select(id => new StoredAccount(Known.Account(id, messageLength: 3_000), null)).ToList();

        (await Storage.Store.SaveAccountsAsync("acme", 1, accounts, Cancellation)).Should().Be(SaveResult.Saved);

        (await AccountRowsAsync()).Should().HaveCount(100).And.Subject.Select(row => row.GetString("Attempt")).Distinct().Count().Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task A_hundred_accounts_go_in_two_transactions_and_ninety_nine_in_one()
    {
        (await Storage.Store.SaveAccountsAsync("acme", 1, [.. Known.Ids(100).Select(id => new StoredAccount(Known.Account(id), null))], Cancellation)).Should().Be(SaveResult.Saved);
        (await AccountRowsAsync()).Select(row => row.GetString("Attempt")).Distinct().Should().HaveCount(2);

        (await Storage.Store.SaveAccountsAsync("other", 1, [.. Known.Ids(99).Select(id => new StoredAccount(Known.Account(id), null))], Cancellation)).Should().Be(SaveResult.Saved);
        (await AccountRowsAsync()).Where(row => row.PartitionKey.StartsWith("other", StringComparison.Ordinal)).Select(row => row.GetString("Attempt")).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Tables_of_another_form_are_refused_with_what_to_do()
    {
        await Storage.Store.CommitAsync(new LaneStep(Known.Lane("acme"), []), version: null, Cancellation);
        var row = (await RowsOfAsync(ResourceNames.ReportsTable)).Single();
        row.Remove("Format");
        await Tables.GetTableClient(ResourceNames.ReportsTable).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancellation);

        (await FluentActions.Awaiting(() => Storage.Store.ReadLaneAsync("acme", Cancellation)).Should().ThrowAsync<InvalidDataException>())
            .WithMessage("The tables Accounts, Reports and Notifications were written by another release (format 1, this release reads 2): *delete the three tables*");
    }

    [Fact]
    public async Task Handlers_of_one_start_do_not_disturb_each_other()
    {
        var results = await Task.WhenAll(Known.Ids(60).Chunk(3).Select(ids => Storage.Store.SaveAccountsAsync("acme", 4, [.. ids.Select(id => new StoredAccount(Known.Account(id), null))], Cancellation)));

        // Before the row of their start is there, one of them makes it, and the others try again.
        results.Should().OnlyContain(result => result != SaveResult.Superseded);
        var more = await Task.WhenAll(Known.Ids(120).Skip(60).Chunk(3).Select(ids => Storage.Store.SaveAccountsAsync("acme", 4, [.. ids.Select(id => new StoredAccount(Known.Account(id), null))], Cancellation)));
        more.Should().OnlyContain(result => result == SaveResult.Saved);
        (await RowsOfAsync(ResourceNames.AccountsTable)).Where(row => row.RowKey.StartsWith("start|", StringComparison.Ordinal)).Should().ContainSingle();
    }

    [Fact]
    public async Task More_than_a_hundred_accounts_and_accounts_of_two_buckets_are_not_saved_at_once()
    {
        Task<SaveResult> Save(IEnumerable<string> ids) => Storage.Store.SaveAccountsAsync("acme", 1, [.. ids.Select(id => new StoredAccount(Known.Account(id), null))], Cancellation);

        await FluentActions.Awaiting(() => Save(Known.Ids(101))).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Save([.. Known.Ids(1), .. Known.Ids(1, bucket: 4)])).Should().ThrowAsync<ArgumentException>();
        (await RowsOfAsync(ResourceNames.AccountsTable)).Should().BeEmpty();
    }

    [Fact]
    public async Task Sources_whose_names_begin_alike_do_not_mix()
    {
        string[] sources = ["a", "a-b", "a.b", "aa", "a|b", "A", "财务/prod"];
        foreach (var source in sources)
        {
            await Storage.Store.CommitAsync(new LaneStep(Known.Lane(source), [Known.Report(source, source, ReportStatus.Recording)]), version: null, Cancellation);
            await Storage.Store.SaveAccountsAsync(source, 1, [new StoredAccount(Known.Account(Known.Ids(1)[0]) with { Username = source }, null)], Cancellation);
        }

        (await Storage.Store.SourcesAsync(Cancellation).ToListAsync(Cancellation)).Should().BeEquivalentTo(sources);
        foreach (var source in sources)
        {
            (await Storage.Store.ReadAllAccountsAsync(source, Cancellation).SingleAsync(Cancellation)).State.Username.Should().Be(source);
            (await Storage.Store.ReadReportsAsync(source, Cancellation).SingleAsync(Cancellation)).Source.Should().Be(source);
        }
    }

    [Fact]
    public async Task A_step_that_no_transaction_holds_is_refused()
    {
        var step = new LaneStep(Known.Lane("acme"), [.. Enumerable.Range(0, 100).Select(number => Known.Report("acme", $"{number}", ReportStatus.Complete))]);

        await FluentActions.Awaiting(() => Storage.Store.CommitAsync(step, version: null, Cancellation)).Should().ThrowAsync<ArgumentException>();
        (await RowsOfAsync(ResourceNames.ReportsTable)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_a_failure_and_no_conflict()
    {
        await Tables.DeleteTableAsync(ResourceNames.ReportsTable, Cancellation);

        await FluentActions.Awaiting(() => Storage.Store.CommitAsync(new LaneStep(Known.Lane("acme"), []), version: null, Cancellation))
            .Should().ThrowAsync<RequestFailedException>();
    }

    [Fact]
    public async Task A_purge_keeps_an_account_that_came_back_after_it_was_found()
    {
        var gone = Known.Account(Known.Ids(1)[0]) with { GoneSince = DateTimeOffset.UnixEpoch };
        await Storage.Store.SaveAccountsAsync("acme", 1, [new StoredAccount(gone, null)], Cancellation);
        var store = ConnectAgain(BeforeWrite.Do(async () =>
        {
            var read = (await Storage.Store.ReadAccountsAsync("acme", [gone.AccountId], Cancellation)).Single();
            await Storage.Store.SaveAccountsAsync("acme", 1, [read with { State = read.State with { GoneSince = null } }], Cancellation);
        })).Store;

        (await store.PurgeAccountsAsync("acme", AccountBucket.Of(gone.AccountId), DateTimeOffset.UnixEpoch.AddDays(1), most: 10, Cancellation)).Should().Be(0);

        (await Storage.Store.ReadPresentIdsAsync("acme", Cancellation).ToListAsync(Cancellation)).Should().Equal(gone.AccountId);
    }

    private async Task<IReadOnlyList<TableEntity>> AccountRowsAsync() =>
        [.. (await RowsOfAsync(ResourceNames.AccountsTable)).Where(row => !row.RowKey.StartsWith("start|", StringComparison.Ordinal))];
}
