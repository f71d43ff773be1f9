using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Policy;
using CredFunctions.Rules;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>All that a run depends on: who has the same gets the same bytes.</summary>
internal static class RepeatSection
{
    private static readonly (string File, string Holds)[] Files =
    [
        (EvidenceName.FindingsTable, "every open finding, and those that this report resolved"),
        (EvidenceName.AccountsTable, "every account, clean ones too"),
        (EvidenceName.NotAssessedTable, "every verdict that could not be given, with the reason"),
        (EvidenceName.ControlsTable, "the control matrix"),
        (EvidenceName.Findings, "the findings for programs, as \"credfunctions scan --format json\" gives them"),
        (EvidenceName.Accounts, "every account with every verdict, a JSON document a line"),
        (EvidenceName.Ocsf, "OCSF Compliance Finding events, one a line"),
    ];

    public static void Write(HtmlText html, PageContent page)
    {
        var (record, details) = (page.Record, page.Result.Details);
        html.Markup("<section>\n<h2 id=\"repeat\">How to repeat this run</h2>\n<dl class=\"repeat\">\n");
        html.Write($"<dt>Report, SHA-256</dt><dd><code>{record.Sha256}</code></dd>\n");
        html.Write($"<dt>Report, id</dt><dd><code>{record.ReportId}</code> (its bytes and its as-of)</dd>\n");
        html.Write($"<dt>Report, size and encoding</dt><dd>{details.Length} bytes, {details.Encoding}</dd>\n");
        var builtIn = record.Policy == AssessmentPolicy.DefaultHash ? " (built-in defaults)" : "";
        html.Write($"<dt>Policy, SHA-256</dt><dd><code>{record.Policy}</code>{builtIn}</dd>\n");
        var asOf = record.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
        html.Write($"<dt>As of</dt><dd>{asOf}</dd>\n");
        html.Write($"<dt>Source and run</dt><dd>{record.Source}, run {record.Run} of this report</dd>\n");
        html.Write($"<dt>Rule catalogue</dt><dd>version {RuleCatalogue.Version}</dd>\n");
        html.Write($"<dt>CredFunctions</dt><dd>version {ProgramVersion.Text}</dd>\n</dl>\n");
        html.Markup("<p>The same report, policy, as-of and earlier state give the same files, byte for byte. "
            + "No time of day is in them.</p>\n");
        WriteFiles(html);
        html.Markup("</section>\n");
    }

    private static void WriteFiles(HtmlText html)
    {
        html.Markup("<h3>Beside this page</h3>\n<dl class=\"repeat\">\n");
        foreach (var (file, holds) in Files)
            html.Write($"<dt><code>{file}</code></dt><dd>{holds}</dd>\n");
        html.Markup("</dl>\n");
    }
}
