using System.Globalization;

using CredFunctions.Findings;
using CredFunctions.Notifications.Wording;
using CredFunctions.Pipeline.Notifications;

namespace CredFunctions.Notifications.Mail;

/// <summary>
/// A letter as HTML for mail programs: tables and inline styles, since Outlook knows no other layout; classes only carry the
/// colours of a dark screen. No picture, no link, nothing that is loaded from anywhere.
/// </summary>
internal static class MailHtml
{
    private const string Font = "font-family:'Segoe UI',Arial,'Microsoft YaHei',sans-serif;";
    private const string Ink = "color:#1f2328;";
    private const string Quiet = "color:#59636e;";
    private const string Line = "border-bottom:1px solid #d1d9e0;";

    // Mail programs that know the query repaint themselves; those that do not invert the inline colours, which stand that.
    private const string Head =
        """
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <style>
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (prefers-color-scheme: dark) {
          .page { background: #0d1117 !important; }
          .sheet { background: #161b22 !important; border-color: #30363d !important; }
          .ink { color: #e6edf3 !important; }
          .quiet { color: #9da7b3 !important; }
          .rule { border-color: #30363d !important; }
          .zero { color: #6e7681 !important; }
          .critical, .high { color: #ff7b72 !important; }
          .medium { color: #e3b341 !important; }
          .low, .info { color: #79c0ff !important; }
        }
        </style>
        """;

    public static string Of(Letter letter)
    {
        var html = new HtmlText();
        html.Markup($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n{Head}\n<title>").Text(letter.Title).Markup("</title>\n</head>\n");
        html.Markup("<body class=\"page\" style=\"margin:0;padding:0;background:#f6f8fa;\">\n");
        html.Markup("<table role=\"presentation\" class=\"page\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#f6f8fa;\"><tr><td align=\"center\" style=\"padding:16px;\">\n");
        html.Markup($"<table role=\"presentation\" class=\"sheet\" width=\"720\" cellpadding=\"0\" cellspacing=\"0\" style=\"width:100%;max-width:720px;background:#ffffff;border:1px solid #d1d9e0;{Font}\">\n");
        Heading(html, letter);
        Facts(html, letter);
        Counts(html, letter);
        foreach (var (heading, items) in LetterSections.Of(letter))
            Section(html, heading, items);
        if (letter.More > 0)
            Row(html, "quiet", $"{Quiet}font-size:14px;", string.Create(CultureInfo.InvariantCulture, $"… and {letter.More:N0} more."));
        Remedies(html, letter);
        foreach (var remark in letter.Remarks)
            Row(html, "quiet", $"{Quiet}font-size:13px;", remark);
        html.Markup("<tr><td style=\"padding:8px;font-size:4px;line-height:8px;\">&nbsp;</td></tr>\n</table>\n</td></tr></table>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Heading(HtmlText html, Letter letter)
    {
        var bar = letter.Worst >= Severity.High || letter.IsTrouble ? "#cf222e" : "#0969da";
        html.Markup($"<tr><td style=\"border-top:4px solid {bar};padding:20px 24px 4px;\">");
        html.Element("h1", "ink", $"margin:0;font-size:20px;line-height:28px;{Ink}", letter.Title).Markup("</td></tr>\n");
        foreach (var paragraph in letter.Paragraphs)
            Row(html, "ink", $"{Ink}font-size:14px;line-height:20px;", paragraph);
    }

    private static void Facts(HtmlText html, Letter letter)
    {
        if (letter.Facts.Count == 0)
            return;
        html.Markup("<tr><td style=\"padding:12px 24px 4px;\"><table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\">\n");
        foreach (var fact in letter.Facts)
        {
            html.Markup("<tr>").Element("td", "quiet", $"padding:2px 16px 2px 0;font-size:13px;vertical-align:top;{Quiet}", fact.Name);
            html.Element("td", "ink", $"padding:2px 0;font-size:13px;{Ink}", fact.Value).Markup("</tr>\n");
        }

        html.Markup("</table></td></tr>\n");
    }

    private static void Counts(HtmlText html, Letter letter)
    {
        if (letter.Open.Count == 0)
            return;
        html.Markup("<tr><td style=\"padding:12px 24px 4px;\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr>\n");
        foreach (var count in letter.Open)
        {
            var name = count.Severity.Name();
            var (@class, color) = count.Count == 0 ? ("zero", "#8c959f") : (name, ColorOf(count.Severity));
            html.Markup("<td align=\"center\" width=\"20%\" style=\"padding:4px;\">");
            html.Element("div", @class, $"font-size:24px;line-height:30px;font-weight:600;color:{color};", count.Count.ToString("N0", CultureInfo.InvariantCulture));
            html.Element("div", "quiet", $"font-size:12px;{Quiet}", name).Markup("</td>\n");
        }

        html.Markup("</tr></table></td></tr>\n");
    }

    private static void Section(HtmlText html, string heading, IReadOnlyList<LetterItem> items)
    {
        html.Markup("<tr><td style=\"padding:20px 24px 0;\">").Element("h2", "ink", $"margin:0 0 4px;font-size:16px;line-height:24px;{Ink}", heading);
        html.Markup("<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"border-collapse:collapse;\">\n");
        html.Markup("<tr>");
        foreach (var column in new[] { "Severity", "Account", "Finding" })
            html.Element("th", "quiet rule", $"padding:4px 12px 4px 0;text-align:left;font-size:12px;font-weight:600;{Quiet}{Line}", column);
        html.Markup("</tr>\n");
        foreach (var item in items)
            Item(html, item);
        html.Markup("</table></td></tr>\n");
    }

    private static void Item(HtmlText html, LetterItem item)
    {
        const string Cell = $"padding:8px 12px 8px 0;vertical-align:top;font-size:13px;line-height:18px;{Line}";
        html.Markup($"<tr><td class=\"rule\" width=\"84\" style=\"{Cell}\">");
        html.Element("div", item.Severity.Name(), $"font-weight:600;color:{ColorOf(item.Severity)};", item.Severity.Name());
        html.Element("div", "quiet", $"font-size:12px;{Quiet}", item.Happening.Word()).Markup("</td>");

        html.Markup($"<td class=\"rule\" width=\"210\" style=\"{Cell}\">");
        html.Element("div", "ink", $"font-weight:600;word-break:break-all;{Ink}", item.Username);
        html.Element("div", "quiet", $"font-size:12px;{Quiet}", item.AccountId);
        if (item.Key.Length > 0)
            html.Element("div", "quiet", $"font-size:12px;{Quiet}", item.Key);
        html.Markup("</td>");

        html.Markup($"<td class=\"rule\" style=\"{Cell}\">").Element("div", "ink", $"font-weight:600;{Ink}", item.Title);
        html.Element("div", "ink", Ink, item.Message);
        var rest = string.Join(" · ", new[] { item.Since, item.Note }.Where(part => !string.IsNullOrEmpty(part)));
        if (rest.Length > 0)
            html.Element("div", "quiet", $"font-size:12px;{Quiet}", rest);
        html.Markup("</td></tr>\n");
    }

    private static void Remedies(HtmlText html, Letter letter)
    {
        var remedies = LetterSections.Remedies(letter.Items).ToList();
        if (remedies.Count == 0)
            return;
        html.Markup("<tr><td style=\"padding:20px 24px 0;\">").Element("h2", "ink", $"margin:0;font-size:16px;line-height:24px;{Ink}", "What to do").Markup("</td></tr>\n");
        foreach (var (title, remedy) in remedies)
        {
            html.Markup($"<tr><td class=\"ink\" style=\"padding:6px 24px 0;font-size:13px;line-height:18px;{Ink}\">").Element("strong", "ink", Ink, title);
            html.Markup("<br>").Text(remedy).Markup("</td></tr>\n");
        }
    }

    private static void Row(HtmlText html, string @class, string style, string text) =>
        html.Markup("<tr>").Element("td", @class, $"padding:8px 24px 0;{style}", text).Markup("</tr>\n");

    private static string ColorOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "#cf222e",
        Severity.Medium => "#9a6700",
        _ => "#0969da",
    };
}
