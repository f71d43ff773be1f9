using CredFunctions.Evidence.Page.Markup;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>Where to begin.</summary>
internal static class WorstAccounts
{
    private const int Most = 8;

    public static void Write(HtmlText html, PageContent page)
    {
        var worst = page.Tally.Accounts.WorstFirst().Take(Most).ToList();
        if (worst.Count == 0)
            return;

        html.Markup("<figure class=\"worst\">\n<figcaption>Accounts to begin with</figcaption>\n<ol>\n");
        foreach (var account in worst)
        {
            html.Markup("<li>");
            if (account.WorstSeverity is { } severity)
                Badge.Write(html, severity);
            else
                html.Markup("<span class=\"badge plain\">excepted</span>");
            html.Write($" <a href=\"#account-{account.Account.State.AccountId}\">{account.Account.State.AccountId}</a> "
                + $"<bdi>{account.Account.State.Username}</bdi> <span class=\"number\">{account.Open} open</span></li>\n");
        }

        html.Markup("</ol>\n</figure>\n");
    }
}
