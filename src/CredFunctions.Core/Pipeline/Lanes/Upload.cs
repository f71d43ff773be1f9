namespace CredFunctions.Pipeline.Lanes;

/// <summary>An upload that was seen, and which report it turned out to be.</summary>
/// <param name="Name">Its name in the inbox.</param>
/// <param name="Version">Tells it from a later upload of the same name.</param>
/// <param name="ReportId">SHA-256 of its bytes.</param>
/// <param name="IsSettled">Whether nothing is left to do with its file, though it may lie in the inbox still.</param>
public sealed record Upload(string Name, string Version, string ReportId, bool IsSettled = false);
