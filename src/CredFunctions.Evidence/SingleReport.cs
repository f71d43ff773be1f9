using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>The evidence of one report without a state: every finding is seen for the first time.</summary>
/// <param name="store">Where the files go.</param>
/// <param name="policy">The policy.</param>
public sealed class SingleReport(IEvidenceStore store, AssessmentPolicy policy)
{
    /// <summary>Reads the report and writes its evidence, account by account; gives the names of the files.</summary>
    /// <param name="file">What <see cref="ReportFile.Inspect"/> said of the report.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="source">The main account it is of.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="asOf">The instant it speaks of.</param>
    /// <param name="progress">Is told how many accounts were read, now and then.</param>
    /// <param name="cancellationToken">Ends the writing; then nothing of it is there.</param>
    /// <exception cref="ReportRejectedException">The report cannot be read; nothing was written.</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(
        ReportFile file, Stream content, string source, string name, DateTimeOffset asOf, Action progress,
            CancellationToken cancellationToken)
    {
        var record = new ReportRecord
        {
            Source = source,
            ReportId = ReportFile.IdOf(file.Sha256, asOf),
            Sha256 = file.Sha256,
            Name = name,
            Version = "",
            AsOf = asOf.ToUniversalTime(),
            Status = ReportStatus.Complete,
            Run = 1,
            Policy = policy.Hash,
            TouchedAt = default,
        };
        var run = new RunContext { Run = record.Stamp, Policy = policy };
        await using var files = new EvidenceFiles(store, source, record.Stamp);
        using var formats = await EvidenceFormats.OpenAsync(files, EvidenceFormats.All, source, run, cancellationToken);
        using var reader = ReportReader.Open(file, content, policy.ReportTimeZone);
        var counts = await ReadAsync(reader, record, run, formats, progress, cancellationToken);

        var details = ReportDetails.Of(file, reader);
        var reading = await files.OpenAsync(EvidenceName.Reading, cancellationToken);
        reading.Write(JsonSerializer.SerializeToUtf8Bytes(details, PipelineJson.Default.ReportDetails));
        await formats.EndAsync(new RunResult { Record = record with { Counts = counts }, Run = run, Details = details }, cancellationToken);
        return await files.CommitAsync(cancellationToken);
    }

    private async Task<ReportCounts> ReadAsync(
        ReportReader reader, ReportRecord record, RunContext run, EvidenceFormats formats, Action progress,
            CancellationToken cancellationToken)
    {
        const int ProgressEvery = 4_096;

        var assessment = new Assessment(record.Source, record.AsOf, policy);
        var summary = new ReportSummary(record, run);
        var unassessed = new UnassessedTally();
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            unassessed.Add(assessment);
            var account = AccountLife.Apply(before: null, AssessedAccounts.Of(assessment), run);
            summary.Add(account);
            await formats.AddAsync(account, cancellationToken);
            if (reader.AccountCount % ProgressEvery == 0)
                progress();
        }

        return (summary.Counts with
        {
            Rows = reader.RowCount,
            Accounts = reader.AccountCount,
            UnreadableRows = reader.UnreadableRowCount,
        }).With(unassessed);
    }
}
