using System.Text;
using System.Text.RegularExpressions;

using CredFunctions.Reports;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Evidence;

/// <summary>What evidence holds of earlier reports, of exceptions and of rows that could not be read.</summary>
public sealed class HistoryTablesTests : IDisposable
{
    private const string Policy =
        """
        {
          "sla": { "high": 7, "medium": 60 },
          "exceptions": [
            { "rule": "console-mfa-disabled", "account": "alice", "reason": "New phone", "owner": "ops", "until": "2026-12-31" },
            { "rule": "console-idle", "account": "nobody", "source": "company-*", "reason": "Gone", "owner": "ops", "until": "2026-10-02" }
          ]
        }
        """;

    private readonly TemporaryFolder folder = new();

    public HistoryTablesTests()
    {
        folder.Write("policy.json", Encoding.UTF8.GetBytes(Policy));
        Scan("before.csv", "2026-10-01 12:00", new Tests.Cli.ReportText()
            .AddPerson("alice", (Column.MfaDeviceActive, "FALSE"), (Column.LoginProtectionActive, "FALSE"))
            .AddPerson("bob", (Column.OperationProtectionActive, "FALSE"))
            .AddPerson("carol", (Column.LoginProtectionActive, "FALSE")));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Exceptions_have_what_they_still_match_and_since_when()
    {
        Second();

        Table("exceptions.csv").Select(row => string.Join(',', row.Values)).Should().Equal(
            "console-mfa-disabled,alice,,New phone,ops,2026-12-31,,active,yes,1,2026-10-01T04:00:00Z",
            "console-idle,nobody,,Gone,ops,2026-10-02,company-*,ended,no,0,");
    }

    [Fact]
    public void Unreadable_rows_have_their_line_and_their_reason()
    {
        Second();

        Table("unreadable.csv").Select(row => string.Join(',', row.Values)).Should().Equal("4,1 field where the header has 26");
    }

    [Fact]
    public void The_page_has_how_long_findings_stay_open_beside_what_the_policy_allows()
    {
        Second();

        var section = Regex.Match(File.ReadAllText(Latest("report.html")), "How long findings stay open.*?</table>", RegexOptions.Singleline).Value;
        var rows = Regex.Matches(section, "(?<=<tr>).*?(?=</tr>)", RegexOptions.Singleline).Select(row => string.Join(' ',
            Regex.Replace(row.Value, "<[^>]*>", " ").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))).ToList();

        // Three open for 31 days, of 7 allowed; one resolved after 31 days, of 60 allowed.
        rows.Should().Contain(["high 3 31 31 7 3 0 0", "medium 0 60 0 1 1"]);
    }

    [Fact]
    public void The_document_marks_what_the_report_did_not_contain()
    {
        var findings = Second().Json.GetProperty("accounts").EnumerateArray()
            .ToDictionary(account => account.GetProperty("username").GetString()!, StringComparer.Ordinal);

        findings["carol"].GetProperty("inReport").GetBoolean().Should().BeFalse();
        findings["carol"].GetProperty("findings")[0].GetProperty("lastSeen").GetString().Should().Be("2026-10-01T04:00:00+00:00");
        findings["alice"].TryGetProperty("inReport", out _).Should().BeFalse();
        findings["alice"].GetProperty("findings")[0].TryGetProperty("lastSeen", out _).Should().BeFalse();
    }

    [Fact]
    public void A_stale_report_is_one_in_its_document()
    {
        Scan("older.csv", "2026-09-01 12:00", new Tests.Cli.ReportText().AddPerson("alice")).Json
            .GetProperty("report").GetProperty("status").GetString().Should().Be("stale");
        Second().Json.GetProperty("report").TryGetProperty("status", out _).Should().BeFalse();
    }

    // A month later, without carol and with a row that could be hers.
    private CommandRun Second() => Scan("after.csv", "2026-11-01 12:00", new Tests.Cli.ReportText()
        .AddPerson("alice", (Column.MfaDeviceActive, "FALSE"), (Column.LoginProtectionActive, "FALSE"))
        .AddPerson("bob")
        .AddLine("short"));

    private CommandRun Scan(string name, string asOf, Tests.Cli.ReportText report) => CommandRun.Of(
        "scan", folder.Write(name, report.Bytes), "--as-of", asOf, "--source", "company-a", "--policy", Path.Combine(folder.Path, "policy.json"),
        "--state", Path.Combine(folder.Path, "state.db"), "--out", Path.Combine(folder.Path, "out"), "--format", "json", "--quiet");

    private IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string file) =>
        StrictCsv.Read(Encoding.UTF8.GetString(File.ReadAllBytes(Latest(file))));

    private string Latest(string file) =>
        Directory.EnumerateFiles(Path.Combine(folder.Path, "out"), file, SearchOption.AllDirectories).Max(StringComparer.Ordinal)!;
}
