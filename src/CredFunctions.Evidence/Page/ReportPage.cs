using CredFunctions.Accounts;

namespace CredFunctions.Evidence.Page;

/// <summary>
/// <c>report.html</c>: one self-contained file, for a reader without access to the state. <see cref="PageModel"/> has the values of
/// its template.
/// </summary>
internal sealed class ReportPage(EvidenceText text, RunContext run, ControlMatrix controls) : IEvidenceFormat
{
    private readonly PageTally tally = new(run);

    public void Add(EvidenceAccount account) => tally.Add(account);

    public async Task EndAsync(RunResult result, CancellationToken cancellationToken) => await text.Content.WriteAsync(
        await PageTemplate.Report.RenderAsync(new PageModel(result, tally, controls).All(), run.Policy.Language), cancellationToken);
}
