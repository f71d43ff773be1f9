using CredFunctions.Cli;
using CredFunctions.Cli.Embedded.State;
using CredFunctions.Pipeline.Ports;
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
        return new SqliteAuditStore(file);
    }

    [Fact]
    public async Task Two_processes_can_use_one_state()
    {
        var store = Open();
        using var other = StateFile.Open(StatePath);
        var second = new SqliteAuditStore(other);

        await store.MarkChunkAsync("acme", new(DateTimeOffset.UnixEpoch, "r", 1), 1, default);
        await second.MarkChunkAsync("acme", new(DateTimeOffset.UnixEpoch, "r", 1), 2, default);

        (await store.ReadChunksAsync("acme", new(DateTimeOffset.UnixEpoch, "r", 1), default)).Should().BeEquivalentTo([1, 2]);
    }

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

    [Fact]
    public void A_later_releases_state_is_left_alone()
    {
        Open();
        using (var later = new SqliteConnection($"Data Source={StatePath};Pooling=False"))
        {
            later.Open();
            using var command = later.CreateCommand();
            command.CommandText = "PRAGMA user_version = 1000";
            command.ExecuteNonQuery();
        }

        Refusal().Should().Contain("later release");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said()
    {
        var opening = () => StateFile.Open(Path.Combine(folder.Path, "missing", "audit.db"));

        opening.Should().Throw<CommandException>().Which.ExitCode.Should().Be(2);
    }

    private string Refusal()
    {
        var opening = () => StateFile.Open(StatePath);
        var refused = opening.Should().Throw<CommandException>().Which;
        refused.ExitCode.Should().Be(2);
        return refused.Message;
    }
}
