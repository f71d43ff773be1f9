using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using CredFunctions.Reports;
using CredFunctions.Tests.Building;

using NJsonSchema;

namespace CredFunctions.Tests.Cli;

public sealed class ScanJsonTests
{
    public static TheoryData<string> Reports => [.. Contents.Keys];

    private static Dictionary<string, byte[]> Contents { get; } = new(StringComparer.Ordinal)
    {
        ["clean"] = new ReportText().AddPerson("clean").Bytes,
        ["mixed"] = ReportText.Mixed().Bytes,
        ["older edition"] = new ReportText(olderEdition: true).AddPerson("old").Bytes,
        ["unknown columns"] = new ReportText(unknownColumns: ["Department", "\"Cost, centre\""]).AddLine("100000000001,short").AddLine(Row("x", "y")).Bytes,
        ["short SecretId"] = new ReportText().AddProgram("short", (Column.AccessKey1SecretId, "AKID1"), (Column.AccessKey1Status, "Disable")).Bytes,
        ["odd user type"] = new ReportText().AddPerson("robot", (Column.UserType, "Robot")).Bytes,
        ["UTF-16"] = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(ReportText.Mixed().Bytes))],
        ["hostile names"] = new ReportText().AddPerson("[red]\u001b[31m\u202Egnp.exe\u2028\0".TrimEnd('\0'), (Column.MfaDeviceActive, "FALSE")).Bytes,
        ["empty"] = [],
        ["a workbook"] = "PK\u0003\u0004 and so on"u8.ToArray(),
        ["no accounts"] = new ReportText().Bytes,
        ["another file"] = "a,b\n1,2\n"u8.ToArray(),
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Keeps_to_the_published_schema(string report)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaPath());

        var run = Scan(Contents[report]);

        schema.Validate(run.Output).Should().BeEmpty();
        run.Output.Should().EndWith("}\n").And.NotStartWith("\uFEFF");
    }

    [Fact]
    public async Task Schema_refuses_what_is_not_in_the_contract()
    {
        var schema = await JsonSchema.FromFileAsync(SchemaPath());
        var document = Scan(ReportText.Mixed().Bytes).Output;

        schema.Validate(document.Replace("\"subject\":\"key1\"", "\"subject\":\"key3\"", StringComparison.Ordinal)).Should().NotBeEmpty();
        schema.Validate(document.Replace("\"changes\":[],", "", StringComparison.Ordinal)).Should().NotBeEmpty();
        schema.Validate(document.Replace("\"totals\":{", "\"totals\":{\"more\":1,", StringComparison.Ordinal)).Should().NotBeEmpty();
    }

    [Fact]
    public void Describes_the_report()
    {
        var report = Scan(ReportText.Mixed().Bytes, "--source", "company-a").Json.GetProperty("report");

        report.GetProperty("source").GetString().Should().Be("company-a");
        report.GetProperty("name").GetString().Should().Be("stdin");
        report.GetProperty("asOf").GetString().Should().Be("2026-11-01T04:00:00+00:00");
        report.GetProperty("rows").GetInt64().Should().Be(8);
        report.GetProperty("accounts").GetInt64().Should().Be(7);
        report.GetProperty("missingAccounts").GetInt64().Should().Be(0);
        report.GetProperty("unreadableRowCount").GetInt64().Should().Be(1);
        report.GetProperty("unreadableRows")[0].GetProperty("line").GetInt64().Should().Be(9);
    }

    // Written from the contract, by other means than the code's.
    [Fact]
    public void Identifies_a_report_by_its_bytes_and_its_as_of()
    {
        var bytes = ReportText.Mixed().Bytes;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        string IdAsOf(string utc) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sha256}\n{utc}")));

        var document = Scan(bytes).Json;
        var report = document.GetProperty("report");
        var later = CommandRun.WithInput(bytes, "scan", "-", "--format", "json", "--as-of", "2026-11-02T00:00:00.5Z").Json.GetProperty("report");

        document.GetProperty("schemaVersion").GetInt32().Should().Be(2);
        Text(report, "sha256").Should().Be(sha256);
        Text(report, "reportId").Should().Be(IdAsOf("2026-11-01T04:00:00.0000000+00:00"));
        Text(later, "sha256").Should().Be(sha256);
        Text(later, "reportId").Should().Be(IdAsOf("2026-11-02T00:00:00.5000000+00:00"));
    }

    [Fact]
    public void Totals_are_the_sums_of_what_is_listed()
    {
        var json = Scan(ReportText.Mixed().Bytes).Json;
        var accounts = json.GetProperty("accounts").EnumerateArray().ToList();
        var findings = accounts.SelectMany(account => account.GetProperty("findings").EnumerateArray()).ToList();

        var totals = json.GetProperty("totals");
        foreach (var severity in new[] { "critical", "high", "medium", "low", "info" })
            totals.GetProperty(severity).GetInt32().Should().Be(findings.Count(finding => Text(finding, "severity") == severity)).And.BePositive(severity);
        totals.GetProperty("suppressed").GetInt32().Should().Be(0);
        totals.GetProperty("notAssessed").GetInt32().Should().Be(accounts.Sum(account => account.GetProperty("notAssessed").GetArrayLength())).And.BePositive();
    }

    [Fact]
    public void Lists_accounts_in_the_reports_order_and_leaves_clean_ones_out() =>
        Scan(ReportText.Mixed().Bytes).Json.GetProperty("accounts").EnumerateArray().Select(account => Text(account, "username"))
            .Should().Equal("leaked", "no-mfa@example.com", "unprotected@example.com", "odd@example.com", "partner", "both-keys");

    [Fact]
    public void Finding_on_a_key_names_slot_and_mask()
    {
        var finding = Scan(ReportText.Mixed().Bytes).Json.GetProperty("accounts")[0].GetProperty("findings")[0];

        Text(finding, "rule").Should().Be("access-key-leak-risk");
        Text(finding, "subject").Should().Be("key1");
        Text(finding, "secretIdMask").Should().Be("AKIDz8kr…hESA");
        Text(finding, "state").Should().Be("open");
        Text(finding, "firstSeen").Should().Be("2026-11-01T04:00:00+00:00");
        finding.GetProperty("evidence").EnumerateObject().ToDictionary(cell => cell.Name, cell => cell.Value.GetString())
            .Should().Contain("AccessKey1MayBeAtRisk", "TRUE").And.Contain("AccessKey1SecretId", "AKIDz8kr…hESA");
    }

    [Fact]
    public void Finding_on_an_account_has_no_mask() =>
        Scan(ReportText.Mixed().Bytes).Json.GetProperty("accounts")[1].GetProperty("findings")[0].GetProperty("secretIdMask").ValueKind
            .Should().Be(JsonValueKind.Null);

    [Fact]
    public void As_of_keeps_a_fraction_of_a_second() =>
        CommandRun.WithInput(ReportText.Mixed().Bytes, "scan", "-", "--format", "json", "--as-of", "2026-11-01T12:00:00.1234567+08:00")
            .Output.Should().Contain("\"asOf\":\"2026-11-01T04:00:00.1234567+00:00\"");

    [Fact]
    public void Says_what_the_report_cannot_say()
    {
        Scan(ReportText.Mixed().Bytes).Json.GetProperty("notCovered").EnumerateArray().Should().ContainSingle();
        Scan(Contents["older edition"]).Json.GetProperty("notCovered").EnumerateArray().Last().GetString()
            .Should().Contain("older edition").And.Contain("Last Console Login Time");
    }

    [Fact]
    public void Escapes_what_steers_a_terminal_and_keeps_letters_of_any_script()
    {
        var run = Scan(new ReportText().AddPerson("\u001b[31m\u202Egnp\u200B\uFEFFx 张伟", (Column.MfaDeviceActive, "FALSE")).Bytes);

        run.Output.Should().NotContainAny("\u001b", "\u202E", "\u200B", "\uFEFF").And.Contain("张伟");
        Text(run.Json.GetProperty("accounts")[0], "username").Should().Be("\u001b[31m\u202Egnp\u200B\uFEFFx 张伟");
    }

    [Theory]
    [InlineData("empty", null)]
    [InlineData("no accounts", 1L)]
    [InlineData("another file", 1L)]
    public void Rejection_names_reason_and_line(string report, long? line)
    {
        var run = Scan(Contents[report]);

        run.ExitCode.Should().Be(3);
        run.Json.GetProperty("schemaVersion").GetInt32().Should().Be(2);
        var rejected = run.Json.GetProperty("rejected");
        Text(rejected, "reason").Should().NotBeEmpty();
        (rejected.GetProperty("line").ValueKind is JsonValueKind.Null ? (long?)null : rejected.GetProperty("line").GetInt64()).Should().Be(line);
        run.Sentence.Should().Contain(Text(rejected, "reason"));
    }

    [Fact]
    public void Gives_the_same_bytes_again()
    {
        var report = ReportText.Mixed().Bytes;

        Scan(report).Output.Should().Be(Scan(report).Output);
    }

    [Fact]
    public void Writes_a_report_that_fills_many_buffers()
    {
        var report = new ReportText();
        for (var index = 0; index < 5_000; index++)
            report.AddPerson($"user{index}", (Column.MfaDeviceActive, "FALSE"));

        var json = Scan(report.Bytes).Json;

        json.GetProperty("accounts").GetArrayLength().Should().Be(5_000);
        json.GetProperty("totals").GetProperty("high").GetInt32().Should().Be(5_000);
    }

    private static CommandRun Scan(byte[] report, params string[] more) =>
        CommandRun.WithInput(report, ["scan", "-", "--format", "json", "--as-of", ReportText.AsOf, .. more]);

    private static string Row(params string[] more) => string.Join(',', Enumerable.Repeat("N/A", Columns.Count - 1).Prepend("100000000009").Concat(more));

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    internal static string SchemaPath() => RepositoryFile.At("docs/schema/scan-v2.schema.json");
}
