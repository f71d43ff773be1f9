using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.IntegrationTests.Pipeline;
using CredFunctions.Pipeline;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.IntegrationTests.Records;

/// <summary>The commands that read records, over a storage account.</summary>
public sealed class StorageCommandTests(AzuriteFixture azurite) : PipelineTest(azurite)
{
    [Fact]
    public async Task History_and_show_read_what_was_recorded()
    {
        var first = await IngestAsync("first.csv", Stories.First, Stories.Day(0));

        var history = await RunAsync("history");
        history.ExitCode.Should().Be(0, history.Error);
        history.Output.Should().StartWith("acme: 1 report\n").And.Contain($"{first.ReportId[..8]}  2026-11-01 12:00  complete           7        4        4        0\n");

        (await RunAsync("show", "user2")).Output.Should().StartWith("100000000002  user2 (").And.Contain("[console-mfa-disabled]");
        (await RunAsync("show", "user")).Sentence.Should().StartWith("There is no account \"user\" in acme. The nearest is \"user");
    }

    [Fact]
    public async Task A_held_report_that_is_accepted_goes_on_with_the_sweep()
    {
        await IngestAsync("first.csv", Accounts(30), Stories.Day(0));
        var held = await IngestAsync("second.csv", Accounts(15), Stories.Day(1));
        held.Status.Should().Be(ReportStatus.Held);
        (await RunAsync("history")).Output.Should().MatchRegex($"\"credfunctions accept {held.ReportId[..8]}\\s+--storage …\" accepts it\\.").And.NotContain("AccountKey");

        var accepted = await RunAsync("accept", held.ReportId[..6]);

        accepted.ExitCode.Should().Be(0, accepted.Error);
        accepted.Output.Should().Contain("The next sweep");
        Pipeline.Time.Advance(new PipelineLimits().StallTimeout + TimeSpan.FromMinutes(1));
        await Pipeline.SweepAsync();
        var completed = await RecordOfAsync(Accounts(15));
        (completed.Status, completed.Counts.Departed).Should().Be((ReportStatus.Complete, 15));
    }

    [Fact]
    public async Task A_rejected_report_that_is_replayed_is_uploaded_again()
    {
        var rejected = await IngestAsync("broken.csv", Stories.CutOff, Stories.Day(0));
        (await BlobsOfAsync(ResourceNames.ReportsContainer)).Should().BeEmpty();

        var replayed = await RunAsync("replay", rejected.ReportId[..6]);

        replayed.ExitCode.Should().Be(0, replayed.Error);
        (await BlobsOfAsync(ResourceNames.ReportsContainer)).Keys.Should().Equal("acme/broken.csv");
        (await BlobsOfAsync(ResourceNames.RejectedContainer)).Should().BeEmpty();
        await Pipeline.IngestAsync(Source, "broken.csv");
        (await RecordOfAsync(Stories.CutOff)).Run.Should().Be(2);
    }

    [Fact]
    public async Task The_latest_report_that_is_replayed_under_another_policy_is_assessed_again()
    {
        var first = await IngestAsync("first.csv", Stories.First, Stories.Day(0));
        await UploadPolicyAsync("""{ "rules": { "console-mfa-disabled": "off" } }""");

        (await RunAsync("replay", first.ReportId[..6])).ExitCode.Should().Be(0);

        await Pipeline.IngestAsync(Source, "first.csv");
        var again = await RecordOfAsync(Stories.First);
        (again.Status, again.Run).Should().Be((ReportStatus.Complete, 2));
    }

    [Fact]
    public async Task A_storage_account_without_anything_of_ours_is_said()
    {
        foreach (var table in (string[])[ResourceNames.AccountsTable, ResourceNames.ReportsTable, ResourceNames.NotificationsTable])
            await Tables.DeleteTableAsync(table, Cancellation);

        var run = await RunAsync("history");

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Be("The storage account holds nothing of CredFunctions: deploy it first, or check --storage.");
    }

    [Fact]
    public async Task A_key_that_is_refused_is_said_without_it()
    {
        var wrong = System.Text.RegularExpressions.Regex.Replace(ConnectionString, "AccountKey=[^;]+", $"AccountKey={Convert.ToBase64String(new byte[64])}");

        var run = await Task.Run(() => CommandRun.Of("history", "--storage", wrong), Cancellation);

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().StartWith("The storage account refuses access: ");
    }

    private static byte[] Accounts(int count) => Report.Of(Enumerable.Range(1, count).Select(number => AccountRow.Clean($"1000000000{number:00}"))).Bytes();

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        Task.Run(() => CommandRun.Of([], environment => environment with { Time = Pipeline.Time }, [.. arguments, "--storage", ConnectionString]), Cancellation);
}
