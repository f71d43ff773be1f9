using CredFunctions.Ports;
using CredFunctions.Reports;

namespace CredFunctions.Pipeline;

/// <summary>An opened report whose first lines were inspected.</summary>
/// <param name="Inbox">The report as the inbox opened it.</param>
/// <param name="File">What was found; null where the file is no report.</param>
/// <param name="Rejection">Why it is no report; null where it is one.</param>
public sealed record OpenedReport(InboxReport Inbox, ReportFile? File, Rejection? Rejection) : IAsyncDisposable
{
    public string Sha256 { get; } = File?.Sha256 ?? ReportFile.Sha256Of(Inbox.Content);

    public static OpenedReport Inspect(InboxReport report)
    {
        try
        {
            return new OpenedReport(report, ReportFile.Inspect(report.Content), Rejection: null);
        }
        catch (ReportRejectedException ex)
        {
            return new OpenedReport(report, File: null, ex.Rejection);
        }
    }

    public ValueTask DisposeAsync() => Inbox.DisposeAsync();
}
