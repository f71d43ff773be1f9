using CredFunctions.Reports;

namespace CredFunctions.Tests.Pipeline;

/// <summary>The bytes of a report of a story.</summary>
internal sealed class StoryReport(byte[] bytes)
{
    public byte[] Bytes => bytes;

    public static implicit operator byte[](StoryReport report) => report.Bytes;

    public string Sha256 { get; } = ReportFile.Sha256Of(new MemoryStream(bytes));

    /// <summary>The id of the report with these bytes as of an instant.</summary>
    public string IdAt(DateTimeOffset asOf) => ReportFile.IdOf(Sha256, asOf);
}
