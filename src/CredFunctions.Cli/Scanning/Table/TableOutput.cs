using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Table;

internal sealed class TableOutput(Surroundings surroundings, TimeSpan reportTimeZone, bool quiet) : IScanOutput
{
    public int FurtherPasses => 0;
    public void Take(Assessment assessment) { }
    public void Write(ScannedReport report, Action<Action<Assessment>> readAgain) { _ = (surroundings, reportTimeZone, quiet); }
    public void WriteRejection(Rejection rejection) { }
}
