using System.Globalization;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Mail;

/// <summary>
/// A letter as HTML for mail programs: tables of given widths and inline styles, since the Outlook that draws with Word knows
/// no other layout; classes only carry the colours of a dark screen. No picture, no link, nothing that is loaded from anywhere.
/// </summary>
internal static class MailHtml
{
    private const string Font = "font-family:'Segoe UI',Arial,'Microsoft YaHei',sans-serif;";
    private const string Table = "<table role=\"presentation\" width=\"100%\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"";
    private const string Page = "#f6f8fa";
    private const string Sheet = "#ffffff";
    private const string Red = "#b42318";
    private const string Blue = "#0969da";

    // Word knows no greatest width: it gets a table of that width around the other.
    private const string WordStart =
        "<!--[if mso]><table role=\"presentation\" width=\"720\" align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr><td><![endif]-->\n";
    private const string WordEnd = "<!--[if mso]></td></tr></table><![endif]-->\n";

    private const string Ink = "color:#1f2328;";
    private const string Quiet = "color:#59636e;";
    private const string Line = "border-bottom:1px solid #d1d9e0;";

    // Mail programs that know the query repaint themselves; those that do not invert the inline colours, which stand that. Word
    // forgets the font in a table and stretches lines, unless it is told.
    private const string Head =
        """
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <style>
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (prefers-color-scheme: dark) {
          .page { background-color: #0d1117 !important; }
          .sheet { background-color: #161b22 !important; border-color: #30363d !important; }
          .ink { color: #e6edf3 !important; }
          .quiet { color: #9da7b3 !important; }
          .rule { border-color: #30363d !important; }
          .critical, .high { color: #ff7b72 !important; }
          .medium { color: #e3b341 !important; }
          .low, .info { color: #79c0ff !important; }
        }
        </style>
        <!--[if mso]><style>td,th,h1,h2,div { font-family: 'Segoe UI',Arial,sans-serif; mso-line-height-rule: exactly; }</style><![endif]-->
        """;

    public static string Of(Letter letter)
    {
        var html = new HtmlText();
        html.Markup($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n{Head}\n<title>").Text(letter.Title).Markup("</title>\n</head>\n");
        html.Markup($"<body class=\"page\" bgcolor=\"{Page}\" style=\"margin:0;padding:0;background-color:{Page};\">\n");
        html.Markup($"{Table} class=\"page\" bgcolor=\"{Page}\" style=\"background-color:{Page};\"><tr><td align=\"center\" style=\"padding:16px;\">\n{WordStart}");
        html.Markup($"{Table} class=\"sheet\" bgcolor=\"{Sheet}\" style=\"max-width:720px;background-color:{Sheet};border:1px solid #d1d9e0;text-align:left;{Font}\">\n");
        Heading(html, letter);
        Facts(html, letter);
        Counts(html, letter);
        foreach (var (heading, items) in LetterSections.Of(letter))
            Section(html, heading, items);
        if (letter.More > 0)
            Row(html, "quiet", $"{Quiet}font-size:14px;line-height:20px;",
                string.Create(CultureInfo.InvariantCulture, $"… and {letter.More:N0} more."));
        Remedies(html, letter);
        foreach (var remark in letter.Remarks)
            Row(html, "quiet", $"{Quiet}font-size:13px;line-height:18px;", remark);
        html.Markup($"<tr><td style=\"padding:8px;font-size:4px;line-height:8px;\">&nbsp;</td></tr>\n</table>\n{WordEnd}</td></tr></table>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Heading(HtmlText html, Letter letter)
    {
        var bar = letter.Worst >= Severity.High || letter.IsTrouble ? Red : Blue;
        html.Markup($"<tr><td style=\"border-top:4px solid {bar};padding:20px 24px 4px;\">");
        html.Element("h1", "ink", $"margin:0;font-size:20px;line-height:28px;{Ink}", letter.Title).Markup("</td></tr>\n");
        foreach (var paragraph in letter.Paragraphs)
            Row(html, "ink", $"{Ink}font-size:14px;line-height:20px;", paragraph);
    }

    private static void Facts(HtmlText html, Letter letter)
    {
        if (letter.Facts.Count == 0)
            return;
        html.Markup($"<tr><td style=\"padding:12px 24px 4px;\">{Table}>\n");
        foreach (var fact in letter.Facts)
        {
            html.Markup($"<tr><td class=\"quiet\" width=\"72\" valign=\"top\" style=\"padding:2px 12px 2px 0;font-size:13px;line-height:18px;{Quiet}\">").Text(fact.Name);
            html.Markup($"</td><td class=\"ink\" valign=\"top\" style=\"padding:2px 0;font-size:13px;line-height:18px;word-break:break-word;{Ink}\">").Text(fact.Value).Markup("</td></tr>\n");
        }

        html.Markup("</table></td></tr>\n");
    }

    private static void Counts(HtmlText html, Letter letter)
    {
        if (letter.Open.Count == 0)
            return;
        html.Markup($"<tr><td style=\"padding:12px 24px 4px;\">{Table}><tr>\n");
        foreach (var count in letter.Open)
        {
            var name = count.Severity.Name();
            var (@class, color) = count.Count == 0 ? ("quiet", Quiet) : (name, ColorOf(count.Severity));
            html.Markup("<td align=\"center\" width=\"20%\" style=\"padding:4px;\">");
            html.Element("div", @class, $"font-size:24px;line-height:30px;font-weight:600;{color}",
                count.Count.ToString("N0", CultureInfo.InvariantCulture));
            html.Element("div", "quiet", $"font-size:12px;line-height:18px;{Quiet}", name).Markup("</td>\n");
        }

        html.Markup("</tr></table></td></tr>\n");
    }

    private static void Section(HtmlText html, string heading, IReadOnlyList<LetterItem> items)
    {
        html.Markup("<tr><td style=\"padding:20px 24px 0;\">").Element(
            "h2", "ink", $"margin:0 0 4px;font-size:16px;line-height:24px;{Ink}", heading);
        html.Markup("<table width=\"100%\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\">\n<tr>");
        foreach (var (column, width) in ((string, int)[])[("Severity", 12), ("Account", 33), ("Finding", 55)])
            html.Markup($"<th class=\"quiet rule\" align=\"left\" width=\"{width}%\" style=\"padding:4px 12px 4px 0;font-size:12px;line-height:18px;{Quiet}{Line}\">{column}</th>");
        html.Markup("</tr>\n");
        foreach (var item in items)
            Item(html, item);
        html.Markup("</table></td></tr>\n");
    }

    // Gmail cuts off what is longer than 102 KB, so a hundred of these have to be short.
    private static void Item(HtmlText html, LetterItem item)
    {
        const string Cell = $"padding:8px 12px 8px 0;font-size:13px;line-height:18px;{Line}";
        const string Text = $"{Cell}{Ink}word-break:break-word;";
        html.Markup($"<tr valign=\"top\"><td class=\"rule\" style=\"{Cell}\">").Element(
            "strong", item.Severity.Name(), ColorOf(item.Severity), item.Severity.Name());
        Small(html, item.Kind.Word()).Markup("</td>");

        html.Markup($"<td class=\"rule ink\" style=\"{Text}\"><strong>").Text(item.Username).Markup("</strong>");
        Small(html, item.AccountId, item.Key).Markup("</td>");

        html.Markup($"<td class=\"rule ink\" style=\"{Text}\"><strong>").Text(item.Title).Markup("</strong><br>").Text(item.Message);
        var rest = string.Join(" · ", new[] { item.Since, item.Note }.Where(part => !string.IsNullOrEmpty(part)));
        Small(html, rest).Markup("</td></tr>\n");
    }

    private static HtmlText Small(HtmlText html, params ReadOnlySpan<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            if (line.Length == 0)
                continue;
            html.Markup(isFirst ? $"<div class=\"quiet\" style=\"font-size:12px;{Quiet}\">" : "<br>").Text(line);
            isFirst = false;
        }

        return isFirst ? html : html.Markup("</div>");
    }

    private static void Remedies(HtmlText html, Letter letter)
    {
        var remedies = LetterSections.Remedies(letter.Items).ToList();
        if (remedies.Count == 0)
            return;
        html.Markup("<tr><td style=\"padding:20px 24px 0;\">").Element(
            "h2", "ink", $"margin:0;font-size:16px;line-height:24px;{Ink}", "What to do").Markup("</td></tr>\n");
        foreach (var (title, remedy) in remedies)
        {
            html.Markup($"<tr><td class=\"ink\" style=\"padding:6px 24px 0;font-size:13px;line-height:18px;{Ink}\">").Element(
                "strong", "ink", Ink, title);
            html.Markup("<br>").Text(remedy).Markup("</td></tr>\n");
        }
    }

    private static void Row(HtmlText html, string @class, string style, string text) =>
        html.Markup("<tr>").Element("td", @class, $"padding:8px 24px 0;{style}", text).Markup("</tr>\n");

    private static string ColorOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => $"color:{Red};",
        Severity.Medium => "color:#9a6700;",
        _ => $"color:{Blue};",
    };
}
