using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>Reads a report from its first to its last row and assesses every account. Each run gives the same.</summary>
internal sealed class AssessmentPass(
    ReportFile file, Stream stream, TimeSpan reportTimeZone, Assessment assessment, ScanProgress progress)
{
    private const int ProgressEvery = 4_096;

    public DateTimeOffset AsOf => assessment.AsOf;

    /// <summary>Hands over each account of which there is something to tell; gives the reader at the report's end.</summary>
    public ReportReader Run(Action<Assessment> tell)
    {
        progress.BeginPass();
        var reader = ReportReader.Open(file, stream, reportTimeZone);
        try
        {
            while (reader.Read())
            {
                assessment.Assess(reader.Account);
                if (!assessment.Findings.IsEmpty || !assessment.NotAssessed.IsEmpty)
                    tell(assessment);
                if (reader.AccountCount % ProgressEvery == 0)
                    progress.At(stream.Position);
            }

            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }
}
