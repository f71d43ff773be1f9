using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>Reads a report from its first to its last row and assesses every account. Each run gives the same.</summary>
internal sealed class AssessmentPass(
    ReportFile file, Stream stream, TimeSpan reportTimeZone, Assessment assessment, ScanProgress progress)
{
    private const int ProgressEvery = 4_096;

    public DateTimeOffset AsOf => assessment.AsOf;

    /// <summary>Hands over each account with a finding or a verdict not given; gives the reader at the report's end.</summary>
    /// <param name="newest">Gets every row for its times; null where they are known.</param>
    /// <param name="tell">Gets the accounts.</param>
    public ReportReader Run(NewestTime? newest, Action<Assessment> tell)
    {
        progress.BeginPass();
        var reader = ReportReader.Open(file, stream, reportTimeZone);
        try
        {
            while (reader.Read())
            {
                newest?.Add(reader.Account);
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
