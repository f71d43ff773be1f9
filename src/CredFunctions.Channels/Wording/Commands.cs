using System.Text.RegularExpressions;

namespace CredFunctions.Channels.Wording;

/// <summary>The commands that a notification recommends, with the option that names the records of the engine.</summary>
internal static partial class Commands
{
    public static string Accept(string reportId, EngineRecords records) => $"credfunctions accept {ShortId.Of(reportId)} {records.Option}";

    /// <summary>Adds the option to the commands in a sentence that was planned without knowing the engine.</summary>
    /// <param name="sentence">A sentence with commands in quotes.</param>
    public static string Complete(string sentence, EngineRecords? records) => records is null
        ? sentence
        : OnRecords().Replace(sentence, match => $"{match.Value} {records.Option}");

    // A command as the planning writes it: nothing in it comes from a report.
    [GeneratedRegex("(?<=\")credfunctions (withdraw|replay|history) [A-Za-z0-9]+(?=\")",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OnRecords();
}
