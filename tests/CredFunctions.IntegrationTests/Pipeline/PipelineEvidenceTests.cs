using System.Text;

using CredFunctions.Azure;
using CredFunctions.Evidence;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Runs;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.IntegrationTests.Pipeline;

/// <summary>The evidence of runs over Blob and Table storage.</summary>
public sealed class PipelineEvidenceTests(AzuriteFixture azurite) : PipelineTest(azurite)
{
    [Fact]
    public async Task The_record_of_a_complete_report_names_every_file_of_its_evidence()
    {
        var record = await IngestAsync("1.csv", Stories.First, Stories.Day(0));

        record.Status.Should().Be(ReportStatus.Complete);
        var blobs = await BlobsOfAsync(ResourceNames.EvidenceContainer);
        record.Evidence.Should().BeEquivalentTo(blobs.Keys).And.HaveCount(EvidenceFormats.All.Count + 2);
        blobs.Keys.Should().OnlyContain(name => name.StartsWith($"{EvidenceName.FolderOf(Source, record.Stamp)}/", StringComparison.Ordinal));
        (await BlobsOfAsync(ResourceNames.IndexContainer)).Keys.Should().BeEquivalentTo($"{Source}/index.csv", $"{Source}/index.html", "overview.csv", "overview.html");
        Encoding.UTF8.GetString(blobs[EvidenceName.Of(Source, record.Stamp, EvidenceName.Page)]).Should().Contain("4 findings on 2 of 7 accounts");
    }

    [Fact]
    public async Task A_stale_report_has_evidence_of_what_it_says_by_itself()
    {
        await IngestAsync("2.csv", Stories.Second, Stories.Day(1));
        var accounts = await Storage.Store.ReadAllAccountsAsync(Source, Cancellation).Select(account => account.Version).ToListAsync(Cancellation);

        var stale = await IngestAsync("1.csv", Stories.First, Stories.Day(0));

        stale.Status.Should().Be(ReportStatus.Stale);
        stale.Evidence.Should().HaveCount(EvidenceFormats.All.Count + 2);
        stale.Counts.Accounts.Should().Be(7);
        var page = Encoding.UTF8.GetString((await BlobsOfAsync(ResourceNames.EvidenceContainer))[EvidenceName.Of(Source, stale.Stamp, EvidenceName.Page)]);
        page.Should().Contain("A later report was completed before this one.").And.Contain("4 findings on 2 of 7 accounts");
        (await Storage.Store.ReadAllAccountsAsync(Source, Cancellation).Select(account => account.Version).ToListAsync(Cancellation)).Should().Equal(accounts);
    }
}
