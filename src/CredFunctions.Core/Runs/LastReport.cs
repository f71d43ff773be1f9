namespace CredFunctions.Runs;

/// <summary>The last completed report of a source; after a withdrawal, the one before it.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Order">Its place; what is not later comes too late.</param>
public sealed record LastReport(string ReportId, string Sha256, ReportOrder Order);
