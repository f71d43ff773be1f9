using System.Text;

using CredFunctions.Channels;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Reports;

namespace CredFunctions.Fuzzing;

/// <summary>What has to hold for any bytes.</summary>
internal static class FuzzTargets
{
    private static readonly AssessmentPolicy Policy = AssessmentPolicy.Default;
    private static readonly DateTimeOffset AsOf = new(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);

    /// <summary>A report is rejected, or each of its rows is an account with its verdicts or an unreadable row.</summary>
    public static void Read(byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        try
        {
            var file = ReportFile.Inspect(content);
            using var reader = ReportReader.Open(file, content, Policy.ReportTimeZone);
            var assessment = new Assessment("acme", AsOf, Policy);
            var accounts = 0L;
            while (reader.Read())
            {
                accounts++;
                assessment.Assess(reader.Account);
                foreach (var verdict in assessment.NotAssessed)
                    Check(VerdictCells.ReasonOf(assessment.Account, verdict).Length > 0, "a check without a verdict has a reason");
            }

            Check(reader.AccountCount == accounts && reader.UnreadableRows.Count <= reader.UnreadableRowCount, "no row is lost");
        }
        catch (ReportRejectedException ex)
        {
            Check(ex.Rejection.Reason.Length > 0 && ex.Rejection.Reason == PrintableText.Of(ex.Rejection.Reason), "its reason is one line");
        }
    }

    /// <summary>A policy has errors, or can be used and be read again.</summary>
    public static void ReadPolicy(byte[] bytes)
    {
        var reading = PolicyFile.Read(bytes, ChannelKinds.Readers);
        Check(reading.IsValid == (reading.Errors.Count == 0), "it can be used where nothing is wrong");
        foreach (var error in reading.Errors)
            Check($"{error}" == PrintableText.Of($"{error}"), "an error is one line");
        if (reading.IsValid)
            _ = reading.Policy.For("acme").ExceptionFor("console-idle", "100000000001", Encoding.UTF8.GetString(bytes), null, AsOf);
    }

    private static void Check(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"It does not hold that {what}.");
    }
}
