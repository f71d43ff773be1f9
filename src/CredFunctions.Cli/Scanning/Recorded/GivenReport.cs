using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>A report that was named at the command line.</summary>
/// <param name="Name">What it is known by; the file's name, or its path where two have one name.</param>
/// <param name="Opened">The file.</param>
/// <param name="AsOf">The instant it speaks of.</param>
internal sealed record GivenReport(string Name, OpenedReport Opened, ReportAsOf AsOf);
