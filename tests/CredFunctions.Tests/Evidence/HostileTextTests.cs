using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;

using FsCheck;
using FsCheck.Xunit;

namespace CredFunctions.Tests.Evidence;

/// <summary>Names of users and files are somebody else's text, and stay text in every file.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed partial class HostileTextTests
{
    private static readonly string[] Samples =
    [
        "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1+1", "\r=1", " =1+1", "＝1+1", "%0A=1", "|calc",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</td></tr></table><h1>clean</h1>", "<!-- ", "]]>", "&lt;b&gt;", "javascript:alert(1)",
        "[x](javascript:alert(1))", "**bold** `code`", "a,b\"c\"d", "line\nbreak", "line\r\nbreak", "\u001b[31mred", "\u202Egnp.exe", "\u2066x\u2069", "a\u200bb",
        "\u2028\u2029", "\u0085", "王芳 🙂", "{{constructor.constructor('alert(1)')()}}", "</style><style>*{display:none}</style>", "\\u003cscript\\u003e", "' onmouseover='alert(1)",
    ];

    public static TheoryData<string> Names => [.. Samples];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_name_is_inert_in_every_file(string name) => await IsInertAsync(name);

    [Property(MaxTest = 60)]
    public async Task Any_name_is_inert_in_every_file(NonNull<string> name, int salt)
    {
        var sample = Samples[Math.Abs(salt % Samples.Length)];
        await IsInertAsync(new string([.. (name.Get + sample).Where(character => character != '\0').Take(100)]));
    }

    private static async Task IsInertAsync(string name)
    {
        // What UTF-8 cannot carry arrives as the replacement character.
        name = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));
        var file = name.Replace('/', '_');
        var written = await WrittenEvidence.OfAsync(
            Report.Of(AccountRow.Clean().With(Column.Username, name).With(Column.MfaDeviceActive, "FALSE").With(Column.OperationProtectionActive, name.Length > 30 ? "?" : name)).Bytes(),
            name: file);
        var read = (await WrittenEvidence.OfAsync(AccountRow.Clean())).Page;

        // The page has the same elements with the same attributes as one about a harmless name.
        Markup(written.Page).Should().BeSubsetOf(Markup(read).Concat(MarkupOfFindings));
        written.Page.Should().NotContain("<script>alert").And.NotContain("onerror=alert(1)>");
        foreach (var (kind, bytes) in written.Files)
        {
            var text = Encoding.UTF8.GetString(bytes);
            foreach (var rune in (kind.EndsWith(".csv", StringComparison.Ordinal) ? text[1..] : text).EnumerateRunes())
                (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r')))
                    .Should().BeFalse($"U+{rune.Value:X4} steers a terminal or turns text around, in {kind}");
        }

        foreach (var table in (string[])[EvidenceName.FindingsTable, EvidenceName.AccountsTable, EvidenceName.NotAssessedTable, EvidenceName.ControlsTable])
            written.Table(table).SelectMany(row => row.Values).Should().NotContain(cell => IsFormula(cell), table);
        written.Accounts.Single().GetProperty("username").GetString().Should().Be(UsernameOf(name));
        written.Text(EvidenceName.Findings).Should().NotContain("<script");
    }

    private static bool IsFormula(string cell) => cell.TrimStart() is [var first, ..] && "=+-@＝＋－＠|%\t\r".Contains(first, StringComparison.Ordinal);

    // Reading trims a cell.
    private static string UsernameOf(string name) => Encoding.UTF8.GetString(CellText.Trim(Encoding.UTF8.GetBytes(name)));

    private static readonly string[] MarkupOfFindings = MarkupOf();

    // A long name may break behind its separators.
    private static string[] MarkupOf() =>
        ["<wbr>", .. Markup(WrittenEvidence.OfAsync(AccountRow.Clean().With(Column.MfaDeviceActive, "FALSE").With(Column.OperationProtectionActive, "?")).GetAwaiter().GetResult().Page),
         .. Markup(WrittenEvidence.OfAsync(AccountRow.Clean().With(Column.MfaDeviceActive, "FALSE").With(Column.OperationProtectionActive, "FALSE")).GetAwaiter().GetResult().Page),
         .. Markup(WrittenEvidence.OfAsync(AccountRow.Clean().With(Column.MfaDeviceActive, "FALSE")).GetAwaiter().GetResult().Page)];

    // Tags as they stand, but for the numbers that differ with the figures.
    private static IEnumerable<string> Markup(string page) =>
        Tag().Matches(Body().Match(page).Value).Select(tag => Number().Replace(tag.Value, "0")).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("<body>.*(?=<script>)", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Body();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tag();

    [GeneratedRegex("[0-9]+([.,][0-9]+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Number();
}
