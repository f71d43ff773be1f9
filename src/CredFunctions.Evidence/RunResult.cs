using CredFunctions.Accounts;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>What is known of a run once all its accounts were added.</summary>
public sealed record RunResult
{
    /// <summary>The report with its figures. Its times of work are no evidence: they differ each time.</summary>
    public required ReportRecord Record { get; init; }

    /// <summary>The report's file without folders; a SecretId in it is masked.</summary>
    public string ReportName => SecretIdRedaction.Apply(Record.Name[(Record.Name.LastIndexOf('/') + 1)..]);

    public required RunContext Run { get; init; }

    public required ReportDetails Details { get; init; }

    /// <summary>The source's reports that were completed before this one, the last ones, the earliest first.</summary>
    public IReadOnlyList<ReportRecord> Earlier { get; init; } = [];
}
