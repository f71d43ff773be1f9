using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;

using CredFunctions.Languages;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Commands;

/// <summary>Turns the text of an option into its value, or refuses it with one sentence about what is allowed.</summary>
internal static class OptionValues
{
    /// <summary>An option whose text is taken as it is.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    /// <summary>The option <c>--sign</c> of commands that write evidence.</summary>
    public static Option<string?> Sign() => Text(
        "--sign", "KEY.pem", "Sign the manifest of each run with this private key, ECDSA on the curve P-256.");

    /// <summary>The same, for one that has to be given.</summary>
    public static Option<string> Required(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Required = true };

    /// <summary>The option <c>--roster</c>, the same for every command that has it.</summary>
    public static Option<string?> Roster() => Text(
        "--roster", "FILE", "The roster: CSV with account, owner, team, email and last day. It goes with the policy.");

    /// <summary>The option <c>--format</c>, the same for every command that has it.</summary>
    public static Option<OutputFormat> Format() => Choice(
        "--format", "table|json", "A table for people, or JSON for programs. [default: table]", "is unknown",
        ("table", OutputFormat.Table), ("json", OutputFormat.Json));

    /// <summary>The option <c>--format</c> of commands that print findings.</summary>
    public static Option<OutputFormat> FindingsFormat() => Choice(
        "--format", "table|json|csv|md",
        "A table for people, JSON for programs, CSV for a spreadsheet, or Markdown. [default: table]", "is unknown",
        ("table", OutputFormat.Table), ("json", OutputFormat.Json), ("csv", OutputFormat.Csv), ("md", OutputFormat.Markdown));

    /// <summary>The option <c>--language</c>.</summary>
    public static Option<Language?> Language(string description) => Choice<Language?>(
        "--language", $"{LanguageTag.English}|{LanguageTag.Chinese}", description, "is unknown",
        (LanguageTag.English, Languages.Language.English), (LanguageTag.Chinese, Languages.Language.Chinese));

    /// <summary>An option whose value is a severity.</summary>
    public static Option<Severity?> LeastSeverity(string name, string description) => Choice(
        name, "SEVERITY", description, "is no severity", [.. Severities.WorstFirst.Select(each => (each.Name(), (Severity?)each))]);

    /// <summary>An option whose value is one of a few, in any letter case; a shell completes them.</summary>
    /// <param name="problem">What any other text is, as in "is unknown".</param>
    public static Option<T> Choice<T>(
        string name, string helpName, string description, string problem, params (string Text, T Value)[] choices)
    {
        var texts = choices.Select(choice => choice.Text).ToArray();
        return new Option<T>(name)
        {
            HelpName = helpName,
            Description = description,
            CustomParser = result =>
            {
                foreach (var (text, value) in choices)
                {
                    if (Matches(TextOf(result), text))
                        return value;
                }

                return Refuse<T>(
                    result, $"{name} \"{TextOf(result)}\" {problem}: use {string.Join(", ", texts[..^1])} or {texts[^1]}.");
            },
        }.Completing(texts);
    }

    /// <summary>The option <c>--source</c> of commands that read reports.</summary>
    public static Option<string> SourceOfReports(string description) => new("--source")
    {
        HelpName = "NAME",
        Description = description,
        DefaultValueFactory = _ => SourceName.Default,
        CustomParser = ParseSource,
    };

    /// <summary>The option <c>--source</c> of commands that look something up.</summary>
    public static Option<string?> OnlySource() => new("--source")
    {
        HelpName = "NAME",
        Description = "The source to look in, if several have it.",
        CustomParser = ParseSource,
    };

    public static string? ParseAsOf(ArgumentResult result)
    {
        var text = TextOf(result);
        return Matches(text, ReportAsOf.FromName) || IsTime(text, out _) ? text : Refuse<string>(
            result, $"--as-of \"{text}\" is not a time: write it like 2026-11-01, \"2026-11-01 12:00\" or 2026-11-01T04:00:00Z, "
                + "or \"name\" for the time in the file's name.");
    }

    /// <summary>A watch starts before its files arrive, so it takes no time, only <c>name</c>.</summary>
    public static string? ParseAsOfName(ArgumentResult result) => TextOf(result) is var text && Matches(text, ReportAsOf.FromName)
        ? ReportAsOf.FromName
        : Refuse<string>(
            result, $"--as-of \"{text}\" cannot be used here: a watch takes --as-of name, the time in each file's name.");

    /// <summary>A past instant; of a date alone, the end of that day.</summary>
    public static DateTimeOffset? ParseOn(ArgumentResult result)
    {
        var text = TextOf(result);
        if (!IsTime(text, out var time))
            return Refuse<DateTimeOffset?>(
                result, $"--on \"{text}\" is no date: write it like 2026-11-01 or \"2026-11-01 12:00\".");

        var isDay = !text.Contains(':', StringComparison.Ordinal);
        return isDay && time < DateTimeOffset.MaxValue.AddDays(-1) ? time.AddDays(1).AddTicks(-1) : time;
    }

    public static TimeSpan? ParseSettle(ArgumentResult result)
    {
        const double MaxSeconds = 3_600;
        var text = TextOf(result);
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : Refuse<TimeSpan?>(
                result, $"--settle \"{text}\" is no number of seconds: write one above 0, up to {MaxSeconds}, such as 0.5 or 10.");
    }

    /// <summary>Where any number of files may stand, a misspelt option would be taken for one.</summary>
    public static void RefuseUnknownOption(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.Length > 1 && token.Value[0] == '-'))
        {
            var nearest = CredFunctionsCommand.Nearest(token.Value, ((CommandResult)result.Parent!).Command);
            result.AddError($"\"{token.Value}\" is no option.{nearest} Write a file of that name as \"./{token.Value}\".");
        }
    }

    private static string? ParseSource(ArgumentResult result) => TextOf(result) is var text && SourceName.IsValid(text)
        ? text
        : Refuse<string>(
            result, $"--source \"{text}\" is not a name: use 1 to {SourceName.MaxLength} ASCII letters, digits, "
                + "\".\", \"_\" or \"-\".");

    /// <summary>Lets a shell complete these values, and not the names that the code has for them.</summary>
    public static Option<T> Completing<T>(this Option<T> option, IEnumerable<string> values)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => values.Select(value => new CompletionItem(value)));
        return option;
    }

    /// <summary>Refuses the value; null.</summary>
    public static T? Refuse<T>(ArgumentResult result, string sentence)
    {
        result.AddError(sentence);
        return default;
    }

    // Without an offset it is read in the zone of the report once the policy is known, and a past day in the default one.
    private static bool IsTime(string text, out DateTimeOffset time) =>
        ReportTime.TryParse(Encoding.UTF8.GetBytes(text.Trim()), ReportTime.DefaultOffset, out time);

    public static string TextOf(ArgumentResult result) => result.Tokens is [.., var last] ? last.Value : "";

    public static bool Matches(string text, string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who reads the output.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    Csv,
    Markdown,
}
