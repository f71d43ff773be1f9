using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>A report that was named at the command line.</summary>
/// <param name="Name">Its name in messages: the file's name, or its path where two have one name.</param>
/// <param name="Path">Its name as an upload: the whole path, so that one file is one upload whatever folder the command runs in.</param>
/// <param name="Opened">The file.</param>
/// <param name="GivenAsOf">The as-of that the user gave; null for none.</param>
/// <param name="AsOf">The instant it is of, unless it was seen before.</param>
internal sealed record GivenReport(string Name, string Path, OpenedReport Opened, string? GivenAsOf, ReportAsOf AsOf);
