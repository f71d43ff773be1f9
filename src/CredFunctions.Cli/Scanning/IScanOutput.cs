using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>How the result of a scan is written.</summary>
internal interface IScanOutput
{
    /// <summary>How often the output reads the report again in <see cref="Write"/>.</summary>
    int FurtherPasses { get; }

    /// <summary>An account with a finding or a verdict not given, in the report's order; valid for the call only.</summary>
    void Take(Assessment assessment);

    /// <summary>Writes the result.</summary>
    /// <param name="report">The report, read to its end.</param>
    /// <param name="readAgain">Reads it once more and hands over the same accounts again.</param>
    void Write(ScannedReport report, Action<Action<Assessment>> readAgain);

    /// <summary>Writes what a report means for what was recorded before it.</summary>
    void Write(RecordedResult result);

    /// <summary>Writes that the report is held, and why.</summary>
    void WriteHold(string reportId, string reason);

    void WriteRejection(Rejection rejection);
}
