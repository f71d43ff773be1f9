using CredFunctions.Accounts;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>
/// The evidence of a report that came too late: what it says by itself, as if it were its source's first. No account is
/// touched.
/// </summary>
internal sealed class StaleEvidence(IRunEvidence evidence, LaneKeeper lanes)
{
    public async Task WriteAsync(
        ReportRecord record, ReportFile file, Stream content, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        var reading = new ReportReading(file, content, record, policy);
        try
        {
            var counts = reading.Count(out var reader);
            using (reader)
                await evidence.KeepAsync(record, ReportDetails.Of(file, reader), cancellationToken);
            await WriteAsync(record with { Counts = counts }, reading, policy, cancellationToken);
        }
        catch (ReportRejectedException)
        {
            // Nobody can show what it says; it is told as stale all the same.
        }
    }

    private async Task WriteAsync(ReportRecord record, ReportReading reading, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        var alone = new RunContext { Run = record.Stamp, Policy = policy };
        var summary = new ReportSummary(record, alone);
        await using var writer = await evidence.BeginAsync(record, alone, cancellationToken);
        foreach (var account in reading.Accounts())
        {
            var state = AccountLife.Apply(before: null, account, alone);
            summary.Add(state);
            await writer.AddAsync(state, cancellationToken);
        }

        record = record with { Counts = summary.Counts with { Opened = 0 } };
        await lanes.KeepEvidenceAsync(record.WithEvidence(await writer.CommitAsync(record, cancellationToken)), cancellationToken);
    }
}
