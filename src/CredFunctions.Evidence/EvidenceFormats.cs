using CredFunctions.Accounts;
using CredFunctions.Evidence.Csv;
using CredFunctions.Evidence.Json;
using CredFunctions.Evidence.Page;
using CredFunctions.Policy;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>The files that every run has.</summary>
internal static class EvidenceFormats
{
    /// <summary>The files of a run under a policy, in the order in which they appear.</summary>
    public static IEnumerable<(string Name, BeginFormat Begin)> Of(AssessmentPolicy policy) =>
        policy.ListsDue ? All : All.Where(file => file.Name != EvidenceName.DueTable);

    /// <summary>Every file.</summary>
    public static IReadOnlyList<(string Name, BeginFormat Begin)> All { get; } =
    [
        (EvidenceName.Page, (text, _, run, controls) => new ReportPage(text, run, controls)),
        (EvidenceName.FindingsTable, (text, _, _, _) => new FindingsTable(text)),
        (EvidenceName.AccountsTable, (text, _, _, _) => new AccountsTable(text)),
        (EvidenceName.NotAssessedTable, (text, _, _, _) => new NotAssessedTable(text)),
        (EvidenceName.DueTable, (text, _, run, _) => new DueTable(text, run)),
        (EvidenceName.ControlsTable, (text, _, run, controls) => new ControlsTable(text, run, controls)),
        (EvidenceName.ExceptionsTable, (text, _, run, _) => new ExceptionsTable(text, run)),
        (EvidenceName.UnreadableTable, (text, _, _, _) => new UnreadableTable(text)),
        (EvidenceName.Policy, (text, _, _, _) => new AppliedPolicy(text)),
        (EvidenceName.Findings, (text, _, run, _) => new FindingsDocument(text, run)),
        (EvidenceName.Accounts, (text, _, _, _) => new AccountLines(text)),
        (EvidenceName.Ocsf, (text, source, run, _) => new OcsfLines(text, source, run)),
    ];
}

/// <summary>One file of evidence, made account by account.</summary>
internal interface IEvidenceFormat : IDisposable
{
    void Add(EvidenceAccount account);

    /// <summary>Writes the parts that need the whole run.</summary>
    Task EndAsync(RunResult result, CancellationToken cancellationToken) => Task.CompletedTask;

    void IDisposable.Dispose()
    {
    }
}

/// <summary>Begins the format of a file.</summary>
/// <param name="controls">The control matrix of the run, to which its table adds the accounts.</param>
internal delegate IEvidenceFormat BeginFormat(EvidenceText text, string source, RunContext run, ControlMatrix controls);
