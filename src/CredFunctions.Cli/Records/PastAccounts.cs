using CredFunctions.Accounts;
using CredFunctions.Evidence;
using CredFunctions.Evidence.Json;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>Finds an account as it stood on a past date, in the evidence of the report that was the last one by then.</summary>
/// <param name="store">The records.</param>
/// <param name="evidence">The evidence.</param>
/// <param name="until">The instant; a report counts when it is not later.</param>
internal sealed class PastAccounts(IAuditStore store, IEvidenceStore evidence, DateTimeOffset until)
{
    /// <summary>The accounts of that id or user name, a source after the other.</summary>
    /// <exception cref="CommandException">There is none, or there is no evidence of that time.</exception>
    public async Task<List<FoundAccount>> FindAsync(string name, string? source, CancellationToken cancellationToken)
    {
        var found = new List<FoundAccount>();
        var reports = new List<ReportRecord>();
        foreach (var each in await RecordedSource.NamesAsync(store, source, cancellationToken))
        {
            if (await LastByThenAsync(each, cancellationToken) is not { } report)
                continue;
            reports.Add(report);
            found.AddRange((await ReadAsync(report, name, cancellationToken)).Select(account => new FoundAccount(each, account)));
        }

        if (found.Count > 0)
            return found;
        throw new CommandException(reports.Count == 0
            ? $"No report was recorded as of {ShownTime.Of(until)} or before."
            : $"No account \"{name}\" is in the {(reports.Count == 1 ? "report" : "reports")}"
                + $" of {string.Join(", ", reports.Select(report => $"{report.Source} as of {ShownTime.Of(report.AsOf)}"))}"
                + ", by id or user name.");
    }

    private async Task<ReportRecord?> LastByThenAsync(string source, CancellationToken cancellationToken)
    {
        ReportRecord? last = null;
        await foreach (var report in store.ReadReportsAsync(source, cancellationToken))
        {
            if (HasEvidence(report) && report.AsOf <= until && (last is null || report.Stamp > last.Stamp))
                last = report;
        }

        return last;
    }

    private static bool HasEvidence(ReportRecord report) =>
        report.Status is ReportStatus.Complete or ReportStatus.Stale || IsBegunAgain(report);

    // It was completed, and a later run of it is not or came to nothing. One that was withdrawn counts again once it is complete.
    private static bool IsBegunAgain(ReportRecord report) => report.CompletedRun is not null
        && report.Status is not (ReportStatus.Complete or ReportStatus.Stale or ReportStatus.Withdrawn)
        && (report.Withdraws is not null || !report.IsReplayed);

    private async Task<List<AccountState>> ReadAsync(ReportRecord report, string name, CancellationToken cancellationToken)
    {
        var run = IsBegunAgain(report) ? report.Stamp with { Number = report.CompletedRun ?? report.Run } : report.Stamp;
        await using var content = await evidence.OpenAsync(EvidenceName.Of(report.Source, run, EvidenceName.Accounts), cancellationToken)
            ?? throw new CommandException(
                $"There is no evidence of the report of {report.Source} as of {ShownTime.Of(report.AsOf)}: "
                    + "--evidence names the folder that scan --out or watch wrote it to.");
        var byId = new List<AccountState>();
        var byUsername = new List<AccountState>();
        try
        {
            await foreach (var account in AccountLine.ReadAsync(content, run, cancellationToken))
            {
                if (account.AccountId == name)
                    byId.Add(account);
                else if (string.Equals(account.Username, name, StringComparison.OrdinalIgnoreCase))
                    byUsername.Add(account);
            }
        }
        catch (InvalidDataException ex)
        {
            throw new CommandException(
                $"{ex.Message} It is of the report of {report.Source} as of {ShownTime.Of(report.AsOf)}.", ExitCode.Failed);
        }

        return byId.Count > 0 ? byId : byUsername;
    }
}
