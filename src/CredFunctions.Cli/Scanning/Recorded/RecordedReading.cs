using CredFunctions.Accounts;
using CredFunctions.Embedded.State;
using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>Reads the result of a completed run from the store, and what the store does not keep of a report from its file.</summary>
internal static class RecordedReading
{
    /// <param name="record">The report's record; its run is the last one of its source.</param>
    /// <param name="details">What reading the report found.</param>
    /// <param name="policy">The run's policy.</param>
    /// <param name="store">Where the accounts are.</param>
    /// <param name="output">Takes every account.</param>
    public static ScanResult Of(
        ReportRecord record, ReportDetails details, AssessmentPolicy policy, SqliteAuditStore store, IScanOutput output)
    {
        var run = new RunContext { Run = record.Stamp, Policy = policy, LastCompleted = record.ComparedWith };
        IEnumerable<ScannedAccount> Accounts(IEnumerable<AccountState> states) =>
            states.Select(state => ScannedAccount.Of(state, run)).OfType<ScannedAccount>();

        // The order of arrival is quicker, and does for an output that reads them again.
        var totals = new Totals();
        foreach (var account in Accounts(
            output.ReadsAgain ? store.ReadFlaggedAccountsAsTheyCame(record.Source) : store.ReadFlaggedAccounts(record.Source)))
        {
            totals.Add(account.Findings, account.NotAssessed.Count);
            output.Take(account);
        }

        return new ScanResult
        {
            Report = new RunResult { Record = record, Run = run, Details = details },
            Totals = totals,
            IsRecorded = true,
            Accounts = () => Accounts(store.ReadFlaggedAccounts(record.Source)),
            WithEvents = () => store.ReadWithEvents(record.Source, run),
            Changed = () => store.ReadWithEvents(record.Source, run, changesOnly: true),
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
