using CredFunctions.Accounts;
using CredFunctions.Cli;
using CredFunctions.Embedded;
using CredFunctions.Embedded.State;
using CredFunctions.Ports;
using CredFunctions.Tests.Cli;

using Microsoft.Data.Sqlite;

namespace CredFunctions.Tests.Stores;

public sealed class SqliteAuditStoreTests : AuditStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private StateFile? file;

    private string StatePath => Path.Combine(folder.Path, "audit.db");

    public void Dispose()
    {
        file?.Dispose();
        folder.Dispose();
    }

    private protected override IAuditStore Open()
    {
        file?.Dispose();
        file = StateFile.Open(StatePath);
        file.Read(() => file.Statement("PRAGMA foreign_keys = ON").Execute());
        return new SqliteAuditStore(file);
    }

    [Fact]
    public async Task Two_processes_can_use_one_state()
    {
        var store = Open();
        using var other = StateFile.Open(StatePath);
        var second = new SqliteAuditStore(other);

        await store.RecordChunkAsync("acme", start: 1, new(DateTimeOffset.UnixEpoch, "r", 1), 1, [], default);
        await second.RecordChunkAsync("acme", start: 1, new(DateTimeOffset.UnixEpoch, "r", 1), 2, [], default);

        // Marks are committed within a moment, together with what follows them.
        var seen = await store.ReadChunksAsync("acme", new(DateTimeOffset.UnixEpoch, "r", 1), default);
        for (var tries = 0; tries < 200 && seen.Count < 2; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            seen = await store.ReadChunksAsync("acme", new(DateTimeOffset.UnixEpoch, "r", 1), default);
        }

        seen.Should().BeEquivalentTo([1, 2]);
    }

    [Fact]
    public async Task Accounts_come_by_id_whatever_the_order_in_which_they_came()
    {
        var store = Open();
        foreach (var id in new[] { "100000000009", "00000000000000000001", "7", "10000000000000000000", "100000000001" })
            await store.SaveAccountsAsync("acme", [new StoredAccount(Quiet(id), null)], default);

        (await store.ReadAllAccountsAsync("acme", default).Select(account => account.State.AccountId).ToListAsync())
            .Should().Equal("7", "100000000001", "100000000009", "00000000000000000001", "10000000000000000000");
    }

    [Fact]
    public async Task An_account_of_which_there_is_nothing_to_tell_is_not_read_to_complete_its_run()
    {
        var store = Open();
        await store.SaveAccountsAsync("acme", [new StoredAccount(Quiet("1"), null)], default);

        (await store.ReadNotableAccountsAsync("acme", Quiet("1").Run, default).ToListAsync()).Should().BeEmpty();
        (await store.ReadNotableAccountsAsync("acme", Quiet("1").Run with { Number = 2 }, default).ToListAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task An_account_that_only_was_seen_again_has_the_same_body()
    {
        var store = Open();
        await store.SaveAccountsAsync("acme", [new StoredAccount(Quiet("1"), null)], default);
        var before = Body();
        var read = (await store.ReadAccountsAsync("acme", ["1"], default)).Single();
        var later = new RunStamp(DateTimeOffset.UnixEpoch.AddDays(1), "s", 1);

        await store.SaveAccountsAsync("acme", [read with { State = read.State with { Run = later, SnapshotAsOf = later.AsOf } }], default);

        Body().Should().Equal(before);
        (await store.ReadAllAccountsAsync("acme", default).SingleAsync()).State.Run.Should().Be(later);
    }

    [Fact]
    public async Task A_body_that_another_process_changed_meanwhile_is_written_even_where_it_is_as_it_was_read_first()
    {
        var store = Open();
        using var other = StateFile.Open(StatePath);
        var second = new SqliteAuditStore(other);
        await store.SaveAccountsAsync("acme", [new StoredAccount(Quiet("1") with { Username = "before" }, null)], default);
        await store.ReadAccountsAsync("acme", ["1"], default);
        var read = (await second.ReadAccountsAsync("acme", ["1"], default)).Single();
        await second.SaveAccountsAsync("acme", [read with { State = read.State with { Username = "after" } }], default);

        var now = await store.ReadAllAccountsAsync("acme", default).SingleAsync();
        (await store.SaveAccountsAsync("acme", [now with { State = now.State with { Username = "before" } }], default)).Should().Be(SaveResult.Saved);

        (await store.ReadAllAccountsAsync("acme", default).SingleAsync()).State.Username.Should().Be("before");
    }

    [Fact]
    public async Task Accounts_are_found_wherever_they_lie()
    {
        var store = Open();
        await store.SaveAccountsAsync("other", [.. new[] { "1", "2", "3" }.Select(id => new StoredAccount(Quiet(id), null))], default);
        foreach (var id in new[] { "5", "4", "03", "2", "1", "3" })
            await store.SaveAccountsAsync("acme", [new StoredAccount(Quiet(id) with { Username = "acme" }, null)], default);

        // Some next to the first one, one before it, one further away than so many, one that is not there.
        var found = await store.ReadAccountsAsync("acme", ["4", "3", "2", "9", "5"], default);

        found.Select(account => (account.State.AccountId, account.State.Username)).Should().BeEquivalentTo([("4", "acme"), ("3", "acme"), ("2", "acme"), ("5", "acme")]);
        (await store.ReadAccountsAsync("acme", ["9", "1"], default)).Should().ContainSingle(account => account.State.AccountId == "1");
    }

    [Fact]
    public async Task What_was_undone_is_not_remembered()
    {
        var store = Open();
        var refused = new RunStamp(DateTimeOffset.UnixEpoch.AddDays(1), "s", 1);
        var later = new RunStamp(DateTimeOffset.UnixEpoch.AddDays(2), "t", 1);
        await store.SaveAccountsAsync("acme", [New("1", Quiet("1").Run), New("3", Quiet("3").Run)], default);
        var stale = (await store.ReadAccountsAsync("acme", ["1", "3"], default)).Select(account => account with { State = account.State with { Run = refused } }).ToList();
        await store.SaveAccountsAsync("acme", await store.ReadAccountsAsync("acme", ["3"], default), default);

        (await store.SaveAccountsAsync("acme", stale, default)).Should().Be(SaveResult.Changed);
        (await store.SaveAccountsAsync("acme", [New("2", refused)], default)).Should().Be(SaveResult.Saved);
        (await store.SaveAccountsAsync("acme", [New("4", later)], default)).Should().Be(SaveResult.Saved);

        var runs = (await store.ReadAllAccountsAsync("acme", default).ToListAsync()).Select(account => (account.State.AccountId, account.State.Run));
        runs.Should().Equal(("1", Quiet("1").Run), ("2", refused), ("3", Quiet("3").Run), ("4", later));

        static StoredAccount New(string id, RunStamp run) => new(Quiet(id) with { Run = run }, null);
    }

    [Fact]
    public async Task What_is_lost_with_its_commit_is_said_and_read_by_nobody()
    {
        var store = Open();
        var said = new List<string>();
        file!.Lost = said.Add;
        await store.RecordChunkAsync("acme", 1, Quiet("1").Run, 0, [new StoredAccount(Quiet("1"), null)], default);
        (await store.ReadAllAccountsAsync("acme", default).CountAsync()).Should().Be(1);
        RuinTheCommit();

        await FluentActions.Awaiting(() => store.ReadChunksAsync("acme", Quiet("1").Run, default)).Should().ThrowAsync<EngineException>();

        said.Should().ContainSingle();
        (await store.ReadChunksAsync("acme", Quiet("1").Run, default)).Should().BeEmpty();
        (await store.ReadAllAccountsAsync("acme", default).CountAsync()).Should().Be(0);
        (await store.RecordChunkAsync("acme", 1, Quiet("1").Run, 0, [new StoredAccount(Quiet("1"), null)], default)).Should().Be(SaveResult.Saved);
        (await store.ReadChunksAsync("acme", Quiet("1").Run, default)).Should().BeEquivalentTo([0]);
    }

    [Fact]
    public async Task What_the_timer_could_not_commit_is_said()
    {
        var store = Open();
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        file!.Lost = reason => said.TrySetResult(reason);
        await store.RecordChunkAsync("acme", 1, Quiet("1").Run, 0, [new StoredAccount(Quiet("1"), null)], default);
        RuinTheCommit();

        (await said.Task.WaitAsync(TimeSpan.FromSeconds(60))).Should().Contain(StatePath);
        (await store.ReadChunksAsync("acme", Quiet("1").Run, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_read_before_a_loss_is_not_saved_after_it()
    {
        var store = Open();
        await store.SaveAccountsAsync("acme", [new StoredAccount(Quiet("1"), null)], default);
        var known = (await store.ReadAccountsAsync("acme", ["1"], default)).Single();
        await store.RecordChunkAsync("acme", 1, Quiet("1").Run, 0, [known with { State = known.State with { Username = "lost" } }], default);
        var lost = (await store.ReadAccountsAsync("acme", ["1"], default)).Single();
        RuinTheCommit();
        await FluentActions.Awaiting(() => store.ReadChunksAsync("acme", Quiet("1").Run, default)).Should().ThrowAsync<EngineException>();
        var again = (await store.ReadAccountsAsync("acme", ["1"], default)).Single();
        await store.SaveAccountsAsync("acme", [again with { State = again.State with { Username = "kept" } }], default);

        // Its version is the one that the row has by now, of another content.
        (await store.SaveAccountsAsync("acme", [lost with { State = lost.State with { Profile = Profile.Machine } }], default)).Should().Be(SaveResult.Changed);

        (await store.ReadAccountsAsync("acme", ["1"], default)).Single().State.Username.Should().Be("kept");
    }

    [Fact]
    public async Task A_full_state_names_the_file_and_what_to_do()
    {
        var store = Open();
        var pages = file!.Read(() => file.Statement("PRAGMA page_count").Value().Number!.Value);
        file.Read(() => file.Statement($"PRAGMA max_page_count = {pages}").Value());
        var many = Enumerable.Range(0, 100).Select(number => new StoredAccount(Quiet($"{number}") with { Username = new string('x', 4_000) }, null)).ToList();

        var failed = (await FluentActions.Awaiting(() => store.RecordChunkAsync("acme", 1, Quiet("1").Run, 0, many, default)).Should().ThrowAsync<EngineException>()).Which;

        (failed.Fault, failed.Message).Should().Be((EngineFault.Disk, $"\"{StatePath}\" cannot be written, since the disk is full: free some space and run the command again."));
        (await store.ReadChunksAsync("acme", Quiet("1").Run, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_damaged_state_names_the_file_and_what_to_do()
    {
        var store = Open();
        await store.SaveAccountsAsync("acme", [new StoredAccount(Quiet("1"), null)], default);
        file!.Write(isSynced: false, () => file.Statement("UPDATE accounts SET body = ?1").Execute((byte[])[1, 7]) == 1);

        var failed = (await FluentActions.Awaiting(async () => await store.ReadAllAccountsAsync("acme", default).ToListAsync()).Should().ThrowAsync<EngineException>()).Which;

        failed.Fault.Should().Be(EngineFault.Damage);
        failed.Message.Should().StartWith($"\"{StatePath}\" is damaged: put a backup in its place, or move it away");
    }

    // A commit fails while a row refers to one that is not there, where that is looked at only then.
    private void RuinTheCommit()
    {
        file!.WriteSoon(() =>
        {
            file.Statement("CREATE TABLE parents (id INTEGER PRIMARY KEY)").Execute();
            file.Statement("CREATE TABLE children (id INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED)").Execute();
            return file.Statement("INSERT INTO children VALUES (1)").Execute() == 1;
        });
    }

    private static AccountState Quiet(string id) => new()
    {
        AccountId = id,
        Username = "user",
        UserType = "sub-user",
        Profile = Profile.Human,
        Run = new RunStamp(DateTimeOffset.UnixEpoch, "r", 1),
        Snapshot = new AccountSnapshot(),
        SnapshotAsOf = DateTimeOffset.UnixEpoch,
    };

    private byte[] Body() => file!.Read(() => file.Statement("SELECT body FROM accounts").Value().Bytes!);

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        Open();

        if (!OperatingSystem.IsWindows())
        {
            foreach (var path in Directory.EnumerateFiles(folder.Path))
                File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, path);
        }
    }

    [Fact]
    public void Another_programs_database_is_left_alone()
    {
        using (var other = new SqliteConnection($"Data Source={StatePath};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE theirs (a)";
            command.ExecuteNonQuery();
        }

        Refusal().Should().Contain("another program");
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_alone()
    {
        File.WriteAllText(StatePath, new string('x', 5_000));

        Refusal().Should().Contain("not a state file");
        File.ReadAllText(StatePath).Should().Be(new string('x', 5_000));
    }

    [Theory]
    [InlineData(1000, "was written by a later release of credfunctions: use that one.")]
    [InlineData(1, "is of an older format (1) than this release reads (3): move it away")]
    public void A_state_of_another_form_is_left_alone(int form, string sentence)
    {
        Open();
        using (var other = new SqliteConnection($"Data Source={StatePath};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = $"PRAGMA user_version = {form}";
            command.ExecuteNonQuery();
        }

        Refusal().Should().StartWith($"\"{StatePath}\" {sentence}");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said()
    {
        var opening = () => StateFile.Open(Path.Combine(folder.Path, "missing", "audit.db"));

        opening.Should().Throw<EngineException>().Which.Fault.Should().Be(EngineFault.Usage);
    }

    private string Refusal()
    {
        var opening = () => StateFile.Open(StatePath);
        var refused = opening.Should().Throw<EngineException>().Which;
        refused.Fault.Should().Be(EngineFault.Usage);
        return refused.Message;
    }
}
