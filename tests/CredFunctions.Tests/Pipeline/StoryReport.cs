using CredFunctions.Reports;

namespace CredFunctions.Tests.Pipeline;

/// <summary>A report of a story.</summary>
internal sealed class StoryReport(byte[] bytes)
{
    public byte[] Bytes => bytes;

    public static implicit operator byte[](StoryReport report) => report.Bytes;

    public string Id { get; } = ReportFile.Sha256Of(new MemoryStream(bytes));
}
