namespace CredFunctions.Runs;

/// <summary>What an upload turned out to be.</summary>
/// <param name="Report">Its report as it is by now; where the upload is refused, the report that has to be withdrawn first.</param>
/// <param name="Upload">The upload as it is stored.</param>
public sealed record Arrived(ReportRecord Report, Upload Upload);
