using CredFunctions.Evidence;
using CredFunctions.Evidence.Json;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;

using NJsonSchema;

namespace CredFunctions.Tests.Evidence;

/// <summary>What other programs read keeps to what was published.</summary>
public sealed class DocumentTests
{
    private static readonly string[] Reports = ["samples/credential-report.csv", "samples/damaged-report.csv"];

    public static TheoryData<string> Samples => [.. Reports];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_findings_are_the_document_of_the_scan(string sample)
    {
        var schema = await JsonSchema.FromFileAsync(RepositoryFile.At("docs/schema/scan-v2.schema.json"), TestContext.Current.CancellationToken);

        var written = await WrittenEvidence.OfAsync(await BytesOf(sample));

        schema.Validate(written.Text(EvidenceName.Findings)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_event_keeps_to_the_published_schema(string sample)
    {
        var schema = await SchemaAsync();

        var written = await WrittenEvidence.OfAsync(await BytesOf(sample));

        written.Ocsf.Should().NotBeEmpty();
        foreach (var line in written.Ocsf)
            schema.Validate(line.GetRawText()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_schema_refuses_what_is_no_event_of_the_class()
    {
        var schema = await SchemaAsync();
        var line = (await WrittenEvidence.OfAsync(AccountRow.Clean().With(Column.MfaDeviceActive, "FALSE"))).Ocsf[0].GetRawText();

        foreach (var (from, to) in ((string, string)[])
                 [
                     ("\"class_uid\":2003", "\"class_uid\":2004"), ("\"severity_id\":4", "\"severity_id\":7"), ("\"status_id\":1", "\"status_id\":9"),
                     ("\"uid\":", "\"id\":"), ("\"compliance\":", "\"complience\":"), ("\"time\":", "\"at\":"), ("\"type_uid\":200301", "\"type_uid\":2003"), ("\"version\":\"1.5.0\"", "\"version\":1.5"),
                 ])
        {
            line.Should().Contain(from);
            schema.Validate(line.Replace(from, to, StringComparison.Ordinal)).Should().NotBeEmpty(from);
        }
    }

    [Fact]
    public async Task An_event_says_what_was_found_on_whom()
    {
        var written = await WrittenEvidence.OfAsync(AccountRow.Clean().With(Column.MfaDeviceActive, "FALSE"));

        var found = written.Ocsf.Single();
        found.GetProperty("severity").GetString().Should().Be("High");
        found.GetProperty("activity_name").GetString().Should().Be("Create");
        found.GetProperty("time").GetInt64().Should().Be(AccountRow.AsOf.ToUnixTimeMilliseconds());
        found.GetProperty("metadata").GetProperty("version").GetString().Should().Be(OcsfLines.SchemaVersion);
        found.GetProperty("compliance").GetProperty("control").GetString().Should().Be("console-mfa-disabled");
        found.GetProperty("compliance").GetProperty("requirements").EnumerateArray().Select(each => each.GetString()).Should().Contain("PCI DSS 4.0 8.4.1 (published)");
        found.GetProperty("resources")[0].GetProperty("uid").GetString().Should().Be("100000000001");
        found.GetProperty("finding_info").GetProperty("uid").GetString().Should().MatchRegex("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task What_could_not_be_assessed_is_an_event_of_its_own()
    {
        var schema = await SchemaAsync();

        var written = await WrittenEvidence.OfAsync(
            AccountRow.Clean().With(Column.MfaDeviceActive, "WAHR"),
            AccountRow.Machine().With(Column.AccountId, "100000000002").With(Column.AccessKey1MayBeAtRisk, "?"));

        written.Ocsf.Should().HaveCount(3);
        foreach (var line in written.Ocsf)
        {
            schema.Validate(line.GetRawText()).Should().BeEmpty();
            line.GetProperty("compliance").GetProperty("status_id").GetInt32().Should().Be(0);
            line.GetProperty("compliance").GetProperty("status").GetString().Should().Be("Unknown");
        }

        written.Ocsf.Select(line => line.GetProperty("finding_info").GetProperty("uid").GetString()).Should().OnlyHaveUniqueItems();
        written.Ocsf.Select(line => (line.GetProperty("compliance").GetProperty("control").GetString(), line.GetProperty("severity").GetString()))
            .Should().BeEquivalentTo([("console-mfa-disabled", "High"), ("console-mfa-unavailable", "High"), ("access-key-leak-risk", "Critical")]);
        written.Ocsf[0].GetProperty("message").GetString().Should().EndWith("this could not be assessed, since MFADeviceActive is \"WAHR\".");
        written.Page.Should().Contain("<h1>3 checks could not be assessed: MFADeviceActive reads WAHR, AccessKey1MayBeAtRisk reads ?. No findings in what could be assessed of 2 accounts.</h1>");
    }

    [Fact]
    public async Task Every_account_has_a_line_with_every_verdict()
    {
        var written = await WrittenEvidence.OfAsync(
            AccountRow.Clean(), AccountRow.Machine().With(Column.AccountId, "100000000002").With(Column.AccessKey1MayBeAtRisk, "?"));

        var (person, machine) = (written.Accounts[0], written.Accounts[1]);
        Passed(person, "account").Should().Contain("console-mfa-disabled").And.NotContain("identity-without-credentials");
        person.GetProperty("passed").TryGetProperty("key1", out _).Should().BeFalse();
        Passed(machine, "key1").Should().Contain("access-key-not-rotated").And.NotContain("access-key-leak-risk");
        machine.GetProperty("notAssessed")[0].GetProperty("rule").GetString().Should().Be("access-key-leak-risk");
        machine.GetProperty("findings").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Accounts_that_passed_the_same_checks_name_them_once()
    {
        var written = await WrittenEvidence.OfAsync(
            AccountRow.Clean(), AccountRow.Machine().With(Column.AccountId, "100000000002"), AccountRow.Clean().With(Column.AccountId, "100000000003"));

        written.Accounts.Select(line => line.GetProperty("passedSet").GetInt32()).Should().Equal(1, 2, 1);
        written.Accounts.Select(line => line.TryGetProperty("passed", out _)).Should().Equal(true, true, false);
        using var content = new MemoryStream(written.Files[EvidenceName.Accounts], writable: false);
        var read = await AccountLine.ReadAsync(content, default, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        read[2].Passed.Should().Be(read[0].Passed).And.NotBe(0).And.NotBe(read[1].Passed);
    }

    private static IEnumerable<string?> Passed(System.Text.Json.JsonElement account, string subject) =>
        account.GetProperty("passed").GetProperty(subject).EnumerateArray().Select(rule => rule.GetString());

    private static Task<JsonSchema> SchemaAsync() =>
        JsonSchema.FromFileAsync(RepositoryFile.At("docs/schema/ocsf-compliance-finding.schema.json"), TestContext.Current.CancellationToken);

    private static Task<byte[]> BytesOf(string sample) => File.ReadAllBytesAsync(RepositoryFile.At(sample), TestContext.Current.CancellationToken);
}
