using System.Globalization;
using System.Text.RegularExpressions;

namespace CredFunctions.Policy;

/// <summary>
/// The address of a run's evidence, with placeholders: <c>{source}</c>, <c>{date}</c> (the day of the as-of in the report's zone),
/// <c>{folder}</c> (of the report's runs), <c>{report}</c> (the report's id) and <c>{run}</c>.
/// </summary>
public sealed partial class EvidenceUrl
{
    public const int MaxLength = 1000;

    private static readonly string[] Names = ["source", "date", "folder", "report", "run"];

    private readonly string template;

    private EvidenceUrl(string template) => this.template = template;

    /// <summary>The placeholders, as an error lists them.</summary>
    public static string Placeholders => string.Join(", ", Names.Select(name => $"{{{name}}}"));

    /// <summary>Null for a template that is no https URL, or has an unknown placeholder.</summary>
    public static EvidenceUrl? Parse(string template)
    {
        if (template.Length > MaxLength || Placeholder().Matches(template).Any(match => !Names.Contains(match.Groups["name"].Value)))
            return null;
        var filled = Placeholder().Replace(template, "x");
        return !filled.Any(character => character is '{' or '}' || char.IsWhiteSpace(character) || char.IsControl(character))
            && Uri.TryCreate(filled, UriKind.Absolute, out var url)
            && url.UserInfo.Length == 0
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? new EvidenceUrl(template)
            : null;
    }

    /// <summary>The address of the evidence of a run.</summary>
    public string Of(string source, DateOnly day, string folder, string reportId, int run) => Placeholder().Replace(
        template,
        match => Uri.EscapeDataString(match.Groups["name"].Value switch
        {
            "source" => source,
            "date" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "folder" => folder,
            "report" => reportId,
            _ => run.ToString(CultureInfo.InvariantCulture),
        }));

    public override string ToString() => template;

    [GeneratedRegex("""\{(?<name>[^{}]*)\}""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();
}
