using CredFunctions.Accounts;
using CredFunctions.Evidence.Controls;
using CredFunctions.Evidence.Csv;
using CredFunctions.Evidence.Json;
using CredFunctions.Evidence.Ocsf;
using CredFunctions.Evidence.Page;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>All formats, each account put together once for all of them.</summary>
internal sealed class EvidenceFormats : IDisposable
{
    private readonly RunContext run;
    private readonly List<(IEvidenceFormat Format, EvidenceText Text)> formats = [];

    private EvidenceFormats(RunContext run) => this.run = run;

    /// <summary>Every file, in the order in which they appear.</summary>
    public static IReadOnlyList<EvidenceFileKind> All { get; } =
    [
        new(EvidenceName.Page, (text, _, _) => new ReportPage(text)),
        new(EvidenceName.FindingsTable, (text, _, _) => new FindingsTable(text)),
        new(EvidenceName.AccountsTable, (text, _, _) => new AccountsTable(text)),
        new(EvidenceName.NotAssessedTable, (text, _, _) => new NotAssessedTable(text)),
        new(EvidenceName.ControlsTable, (text, _, _) => new ControlsTable(text)),
        new(EvidenceName.Findings, (text, _, run) => new FindingsDocument(text, run)),
        new(EvidenceName.Accounts, (text, _, _) => new AccountLines(text)),
        new(EvidenceName.Ocsf, (text, source, run) => new OcsfLines(text, source, run)),
    ];

    public static async Task<EvidenceFormats> OpenAsync(
        EvidenceFiles files, IEnumerable<EvidenceFileKind> kinds, string source, RunContext run, CancellationToken cancellationToken)
    {
        var formats = new EvidenceFormats(run);
        foreach (var kind in kinds)
        {
            var text = await files.OpenAsync(kind.Name, cancellationToken);
            formats.formats.Add((kind.Begin(text, source, run), text));
        }

        return formats;
    }

    public async ValueTask AddAsync(AccountState account, CancellationToken cancellationToken)
    {
        if (EvidenceAccount.Of(account, run) is not { } shown)
            return;

        foreach (var (format, text) in formats)
        {
            format.Add(shown);
            if (text.IsFull)
                await text.FlushAsync(cancellationToken);
        }
    }

    public async Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        foreach (var (format, _) in formats)
            await format.EndAsync(result, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var (format, _) in formats)
            (format as IDisposable)?.Dispose();
    }
}
