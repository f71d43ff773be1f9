using CredFunctions.Accounts;
using CredFunctions.Evidence.Controls;
using CredFunctions.Evidence.Csv;
using CredFunctions.Evidence.Json;
using CredFunctions.Evidence.Ocsf;
using CredFunctions.Evidence.Page;
using CredFunctions.Pipeline;

namespace CredFunctions.Evidence;

/// <summary>All formats, each account put together once for all of them.</summary>
internal sealed class EvidenceFormats : IDisposable
{
    private readonly RunContext run;
    private readonly List<(IEvidenceFormat Format, EvidenceText Text)> formats = [];

    private EvidenceFormats(RunContext run) => this.run = run;

    public static async Task<EvidenceFormats> OpenAsync(EvidenceFiles files, string source, RunContext run, CancellationToken cancellation)
    {
        var formats = new EvidenceFormats(run);
        await formats.AddAsync(files, EvidenceName.Page, text => new ReportPage(text), cancellation);
        await formats.AddAsync(files, EvidenceName.FindingsTable, text => new FindingsTable(text), cancellation);
        await formats.AddAsync(files, EvidenceName.AccountsTable, text => new AccountsTable(text), cancellation);
        await formats.AddAsync(files, EvidenceName.NotAssessedTable, text => new NotAssessedTable(text), cancellation);
        await formats.AddAsync(files, EvidenceName.ControlsTable, text => new ControlsTable(text), cancellation);
        await formats.AddAsync(files, EvidenceName.Findings, text => new FindingsDocument(text), cancellation);
        await formats.AddAsync(files, EvidenceName.Accounts, text => new AccountLines(text), cancellation);
        await formats.AddAsync(files, EvidenceName.Ocsf, text => new OcsfLines(text, source, run), cancellation);
        return formats;
    }

    public async ValueTask AddAsync(AccountState account, CancellationToken cancellation)
    {
        if (EvidenceAccount.Of(account, run) is not { } shown)
            return;

        foreach (var (format, text) in formats)
        {
            format.Add(shown);
            if (text.IsFull)
                await text.FlushAsync(cancellation);
        }
    }

    public async Task EndAsync(RunResult result, CancellationToken cancellation)
    {
        foreach (var (format, _) in formats)
            await format.EndAsync(result, cancellation);
    }

    public void Dispose()
    {
        foreach (var (format, _) in formats)
            (format as IDisposable)?.Dispose();
    }

    private async Task AddAsync(EvidenceFiles files, string file, Func<EvidenceText, IEvidenceFormat> format, CancellationToken cancellation)
    {
        var text = await files.OpenAsync(file, cancellation);
        formats.Add((format(text), text));
    }
}
