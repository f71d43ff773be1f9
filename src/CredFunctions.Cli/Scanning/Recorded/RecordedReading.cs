using CredFunctions.Accounts;
using CredFunctions.Embedded.State;
using CredFunctions.Findings;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>Reads what a completed run came to.</summary>
internal static class RecordedReading
{
    /// <param name="report">The report.</param>
    /// <param name="record">Its record; the run is the last one of its source.</param>
    /// <param name="known">What reading it told; null where it has to be read once more.</param>
    /// <param name="policy">The run's policy.</param>
    /// <param name="store">Where the accounts are.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RecordedResult> Of(
        GivenReport report, ReportRecord record, ReportDetails? known, AssessmentPolicy policy, SqliteAuditStore store,
            CancellationToken cancellationToken)
    {
        IEnumerable<RecordedAccount> Flagged(IEnumerable<AccountState> accounts) => accounts
            .Select(account => RecordedAccount.Of(account, record.Stamp, policy)).Where(account => account.IsFlagged);

        var run = new RunContext { Run = record.Stamp, Policy = policy, LastCompleted = record.ComparedWith };
        var details = known ?? Read(report, policy);
        var totals = new Totals();
        foreach (var account in Flagged(store.ReadFlaggedAccountsAsTheyCame(record.Source)))
        {
            totals.Add([.. account.Findings.Select(finding => finding.Severity)], account.NotAssessed.Count);
            foreach (var finding in account.Findings.Where(finding => finding.Suppression is not null))
                totals.Suppress(finding.Severity);
        }

        return new RecordedResult
        {
            Report = new ScannedReport
            {
                ReportId = record.ReportId,
                Sha256 = record.Sha256,
                Encoding = details.Encoding,
                Name = report.Opened.Name,
                Source = record.Source,
                AsOf = record.AsOf,
                Totals = totals,
                Unassessed = record.Counts.Unassessed(),
                WorstNotAssessed = record.Counts.WorstNotAssessed,
                Rows = details.Rows,
                Accounts = details.Accounts,
                UnreadableRowCount = details.UnreadableRowCount,
                UnreadableRows = details.UnreadableRows,
                MissingAccounts = details.UnreadableRowCount > 0 ? record.Counts.Missing : 0,
                UnknownColumns = details.UnknownColumns,
                HasLastConsoleLogin = details.HasLastConsoleLogin,
                RulesOff = [.. policy.RulesOff.Select(rule => new RuleOff(rule.Id, record.Counts.ByRule.GetValueOrDefault(rule.Id)))],
            },
            Before = RunBefore.Of(record),
            Accounts = () => Flagged(store.ReadFlaggedAccounts(record.Source)),
            WithEvents = () => store.ReadWithEvents(record.Source, run),
            Changed = () => store.ReadChanged(record.Source, run),
        };
    }

    /// <summary>Why a report was rejected, with the line where one can be named.</summary>
    public static Rejection RejectionOf(GivenReport report, ReportRecord record, AssessmentPolicy policy)
    {
        try
        {
            Read(report, policy);
            return new Rejection(record.Reason ?? "", null);
        }
        catch (ReportRejectedException ex)
        {
            return ex.Rejection;
        }
    }

    public static ReportDetails Read(GivenReport report, AssessmentPolicy policy)
    {
        var file = ReportFile.Inspect(report.Opened.Stream);
        using var reader = ReportReader.Open(file, report.Opened.Stream, policy.ReportTimeZone);
        while (reader.Read())
        {
            // Its rows are counted and its flaws kept.
        }

        return ReportDetails.Of(file, reader);
    }
}
