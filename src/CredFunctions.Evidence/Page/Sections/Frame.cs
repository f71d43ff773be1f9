using CredFunctions.Evidence.Page.Markup;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>What is around the sections. The policy in the head lets through the page's own style and script and nothing else.</summary>
internal static class Frame
{
    private static readonly string Policy =
        $"default-src 'none'; style-src '{PageResource.Style.Hash}'; script-src '{PageResource.Script.Hash}'; base-uri 'none'; "
            + "form-action 'none'";

    public static void WriteStart(HtmlText html, PageContent page)
    {
        html.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            + "<meta http-equiv=\"Content-Security-Policy\" content=\"");
        html.Encoded(Policy);
        html.Write($"\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            + $"<meta name=\"referrer\" content=\"no-referrer\">\n"
            + $"<title>Credentials of {page.Record.Source}, {page.Day(page.Record.AsOf)}</title>\n<style>");
        html.Markup(PageResource.Style.Text);
        html.Markup("</style>\n</head>\n<body>\n");
    }

    public static void WriteEnd(HtmlText html)
    {
        html.Markup("</main>\n<script>");
        html.Markup(PageResource.Script.Text);
        html.Markup("</script>\n</body>\n</html>\n");
    }
}
