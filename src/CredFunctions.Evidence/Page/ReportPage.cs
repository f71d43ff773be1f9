using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Evidence.Page.Sections;
using CredFunctions.Evidence.Page.Tallies;

namespace CredFunctions.Evidence.Page;

/// <summary><c>report.html</c>: one file that needs nothing else, for a person who was not there.</summary>
internal sealed class ReportPage(EvidenceText text) : IEvidenceFormat
{
    private readonly PageTally tally = new();

    public void Add(EvidenceAccount account) => tally.Add(account);

    public async Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        var html = new HtmlText(text);
        var page = new PageContent(result, tally);
        Frame.WriteStart(html, page);
        Verdict.Write(html, page);
        foreach (var section in (Action<HtmlText, PageContent>[])
                 [
                     RuleSection.Write, AccountSection.Write, ChangeSection.Write, ExceptionSection.Write, NotAssessedSection.Write,
                     ReadingSection.Write, ControlSection.Write, EarlierSection.Write, RepeatSection.Write,
                 ])
        {
            section(html, page);
            await html.FlushAsync(cancellationToken);
        }

        Frame.WriteEnd(html);
    }
}
