using System.Net;
using System.Text.RegularExpressions;

using CredFunctions.Languages;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Evidence;

namespace CredFunctions.Tests.Languages;

[Trait(Speed.Trait, Speed.Slow)]
public sealed partial class PageTranslationTests
{
    private static readonly AssessmentPolicy Chinese = AssessmentPolicy.Default with { Language = Language.Chinese };

    [Fact]
    public async Task Every_text_of_a_page_of_evidence_is_Chinese()
    {
        var page = (await WrittenEvidence.OfAsync(Tests.Cli.ReportText.Mixed().Bytes, Chinese)).Page;

        page.Should().Contain("<html lang=\"zh-CN\">").And.Contain("可登录控制台但未绑定 MFA");
        EnglishTexts(page).Should().BeEmpty();
    }

    [Fact]
    public async Task So_is_that_of_a_clean_report() =>
        EnglishTexts((await WrittenEvidence.OfAsync(Report.Of(AccountRow.Clean()).Bytes(), Chinese)).Page).Should().BeEmpty();

    [Fact]
    public async Task A_user_name_that_is_an_English_word_of_the_page_stays()
    {
        var row = AccountRow.Clean().With(Column.Username, "Account").With(Column.MfaDeviceActive, "FALSE");

        (await WrittenEvidence.OfAsync(Report.Of(row).Bytes(), Chinese)).Page.Should().Contain("<bdi>Account</bdi>");
    }

    /// <summary>The texts of a page with an English word in them.</summary>
    internal static IEnumerable<string> EnglishTexts(string page) => Texts(page).Where(text => EnglishWord().IsMatch(text));

    // Controls keep the words of their standard.
    private static IEnumerable<string> Texts(string page) => Text().Matches(Left().Replace(page, ""))
        .Select(match => WebUtility.HtmlDecode(match.Value).Trim())
        .Select(text => RuleCatalogue.All.SelectMany(rule => rule.Controls).Aggregate(text, (left, mapping) =>
            left.Replace($"{mapping.Control}", "", StringComparison.Ordinal)));

    // The script, the style, what is quoted, and the standards and products that have no Chinese name.
    [GeneratedRegex("""<(?<kept>script|style|bdi|code)\b.*?</\k<kept>>|CredFunctions|Tencent Cloud CAM|CIS [A-Za-z ]+|ISO/IEC|NIST [A-Z]+|PCI DSS|SOC|AWS|SHA-256|OCSF Compliance Finding|credfunctions scan --format json|credfunctions verify|JSON|MFA|CloudAudit|AccessKey\w*|AKID\S*|GB18030|utf-8|report\.csv|pending|LoginConsoleActive|acme|UTC|(?<=版本 )[0-9][0-9A-Za-z.+-]*""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Left();

    [GeneratedRegex("""(?<=>)[^<>]*[^<>\s][^<>]*(?=<)""", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Text();

    [GeneratedRegex("""[A-Za-z]{4,}""", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex EnglishWord();
}
