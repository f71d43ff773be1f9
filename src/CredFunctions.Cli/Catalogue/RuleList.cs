using CredFunctions.Cli.Terminal;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Catalogue;

/// <summary>A line a rule: id, severity, title.</summary>
internal static class RuleList
{
    private static readonly int SeverityColumn = RuleCatalogue.All.Max(rule => rule.Id.Length) + 2;
    private static readonly int TitleColumn = SeverityColumn + nameof(Severity.Critical).Length + 2;

    public static void Write(Page page)
    {
        foreach (var rule in RuleCatalogue.All)
            page.Labelled($"{rule.Id.PadRight(SeverityColumn)}{rule.Severity.Name()}", TitleColumn, rule.Title);

        page.BlankLine();
        page.Line("\"credfunctions rules ID\" explains why a rule matters and what to do.");
    }
}
