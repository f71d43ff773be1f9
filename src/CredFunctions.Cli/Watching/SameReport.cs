using CredFunctions.Cli.Records;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Watching;

/// <summary>The sentence about a file that turned out to be a report that is known.</summary>
internal static class SameReport
{
    public static string Sentence(string source, Upload upload)
    {
        var id = ShortId.Of(upload.ReportId);
        var head = $"{source}: \"{upload.Name}\", as of {ShownTime.Of(upload.AsOf)} {ShownTime.Zone},";
        return upload switch
        {
            { IsRefused: true } =>
                $"{head} was recorded as of a later time: \"credfunctions withdraw {id}\" withdraws that report, and then it is read.",
            { Match: ReportMatch.SameHours } =>
                $"{head} has the same content as report {id} of a few hours before or after: it is that report again.",
            _ => $"{head} is report {id} again.",
        };
    }
}
