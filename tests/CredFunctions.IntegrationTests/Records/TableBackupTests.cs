using System.IO.Compression;
using System.Text;

using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.IntegrationTests.Pipeline;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.IntegrationTests.Records;

/// <summary>The tables of a storage account, backed up and restored.</summary>
public sealed class TableBackupTests(AzuriteFixture azurite) : PipelineTest(azurite)
{
    private static readonly string[] AllTables = [ResourceNames.AccountsTable, ResourceNames.ReportsTable, ResourceNames.NotificationsTable];

    private readonly TemporaryFolder folder = new();

    private string Backup => Path.Combine(folder.Path, "backup.gz");

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_restored_backup_has_every_row_and_column_with_its_type()
    {
        await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        await IngestAsync("second.csv", Stories.Second, Stories.Day(1));
        var before = await AllRowsAsync();

        var backup = await RunAsync("backup");
        await EmptyTablesAsync();
        var restore = await RunAsync("restore");

        backup.ExitCode.Should().Be(0, backup.Error);
        backup.Output.Should().Be($"\"{Backup}\" is a whole copy of the three tables, {before.Count} rows.\n");
        restore.ExitCode.Should().Be(0, restore.Error);
        restore.Output.Should().Be($"{before.Count} rows of \"{Backup}\" are restored. Start the function app.\n");
        (await AllRowsAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task What_was_recorded_after_the_backup_is_found_by_the_sweep_and_recorded_again()
    {
        await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        (await RunAsync("backup")).ExitCode.Should().Be(0);
        var second = await IngestAsync("second.csv", Stories.Second, Stories.Day(1));
        await EmptyTablesAsync();
        await RunAsync("restore");

        await Pipeline.SweepAsync();

        var again = await RecordOfAsync(Stories.Second);
        (again.Status, again.ReportId).Should().Be((ReportStatus.Complete, second.ReportId));
        again.Counts.Should().BeEquivalentTo(second.Counts);
    }

    [Fact]
    public async Task A_run_that_was_under_way_goes_on_after_the_restore()
    {
        await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        await UploadAsync($"{Source}/second.csv", Stories.Second, ("asof", Stories.Day(1).ToString("o")));
        await Pipeline.LookAtAsync(new ReportMessage(Source, "second.csv"));
        (await RecordOfAsync(Stories.Second)).Status.Should().Be(ReportStatus.Recording);
        (await RunAsync("backup")).ExitCode.Should().Be(0);
        await EmptyTablesAsync();
        await RunAsync("restore");

        Pipeline.Time.Advance(new PipelineLimits().StallTimeout + TimeSpan.FromMinutes(1));
        await Pipeline.SweepAsync();

        (await RecordOfAsync(Stories.Second)).Status.Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task A_source_whose_lane_moves_is_copied_again_and_only_the_last_copy_counts()
    {
        await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        var moved = false;
        var watched = ConnectAgain(options => options.AddPolicy(
            new BeforeRequest(async request =>
            {
                if (!moved && request.Uri.Path.Contains(ResourceNames.AccountsTable, StringComparison.Ordinal))
                {
                    moved = true;
                    await IngestAsync("second.csv", Stories.Second, Stories.Day(1));
                }
            }),
            global::Azure.Core.HttpPipelinePosition.PerCall));
        using var file = new MemoryStream();

        var rows = await watched.Backup.WriteAsync(file, Cancellation);
        var before = await AllRowsAsync();
        await EmptyTablesAsync();

        moved.Should().BeTrue();
        (await Storage.Backup.RestoreAsync(file, Cancellation)).Should().Be(rows).And.Be(before.Count);
        (await AllRowsAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task A_table_with_rows_is_not_restored_over()
    {
        await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        await RunAsync("backup");
        var before = await AllRowsAsync();

        var run = await RunAsync("restore");

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Be("The table Accounts has rows, and a restore overwrites nothing: delete the three tables and create them empty first.");
        (await AllRowsAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_or_is_none_is_refused_before_anything_is_written()
    {
        await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        await RunAsync("backup");
        await EmptyTablesAsync();
        var whole = await File.ReadAllBytesAsync(Backup, Cancellation);

        foreach (var bytes in (byte[][])[whole[..^20], whole[..(whole.Length / 2)], Encoding.UTF8.GetBytes("no backup"), Compressed("[1]\n"), Compressed("{}\n"), []])
        {
            await File.WriteAllBytesAsync(Backup, bytes, Cancellation);
            var run = await RunAsync("restore");
            run.ExitCode.Should().Be(2);
            run.Sentence.Should().Be("The file is no backup of tables, or was cut off: take another one.");
        }

        (await AllRowsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_backup_overwrites_nothing()
    {
        await File.WriteAllTextAsync(Backup, "mine", Cancellation);

        (await RunAsync("backup")).Sentence.Should().EndWith("is there already, and a backup overwrites nothing: name another file.");
        (await File.ReadAllTextAsync(Backup, Cancellation)).Should().Be("mine");
    }

    private static byte[] Compressed(string text)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionMode.Compress))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return file.ToArray();
    }

    private async Task<List<string>> AllRowsAsync()
    {
        var rows = new List<string>();
        foreach (var table in AllTables)
        {
            rows.AddRange((await RowsOfAsync(table)).Select(row => $"{table} " + string.Join(' ', row
                .Where(column => column.Key is not ("Timestamp" or "odata.etag")).OrderBy(column => column.Key, StringComparer.Ordinal)
                .Select(column => $"{column.Key}={column.Value}:{column.Value.GetType().Name}"))));
        }

        return rows;
    }

    private async Task EmptyTablesAsync()
    {
        foreach (var table in AllTables)
        {
            await Tables.DeleteTableAsync(table, Cancellation);
            await Tables.CreateTableAsync(table, Cancellation);
        }
    }

    private Task<CommandRun> RunAsync(string command) => Task.Run(() => CommandRun.Of(command, Backup, "--storage", ConnectionString), Cancellation);
}
