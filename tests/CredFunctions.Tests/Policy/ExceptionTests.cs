using System.Globalization;

using CredFunctions.Policy;

namespace CredFunctions.Tests.Policy;

public sealed class ExceptionTests
{
    private const string Mask = "AKIDab12…9xYz";
    private static readonly DateTimeOffset Noon = new(2027, 3, 31, 12, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("+08:00", "2027-03-31T15:59:59.9999999Z", true)]
    [InlineData("+08:00", "2027-03-31T16:00:00Z", false)]
    [InlineData("+08:00", "2027-04-01T00:00:00+08:00", false)]
    [InlineData("+00:00", "2027-03-31T23:59:59Z", true)]
    [InlineData("+00:00", "2027-04-01T00:00:00Z", false)]
    [InlineData("-10:00", "2027-04-01T09:59:59Z", true)]
    [InlineData("-10:00", "2027-04-01T10:00:00Z", false)]
    [InlineData("+08:00", "0001-01-01T00:00:00Z", true)]
    [InlineData("+08:00", "9999-12-31T23:59:59Z", false)]
    public void The_last_day_is_inclusive_in_the_zone_of_the_report(string zone, string asOf, bool? expected)
    {
        var policy = PolicyText.Policy($$"""{ "reportTimeZone": "{{zone}}", "exceptions": [{{Entry()}}] }""");
        IsActive(policy.ExceptionFor("access-key-unused", "100000000001", "alice", Mask, DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture))).Should().Be(expected);
    }

    [Theory]
    [InlineData("alice", null, "access-key-unused", "100000000001", "alice", Mask, true)]
    [InlineData("ALICE", null, "access-key-unused", "100000000001", "alice", null, true)]
    [InlineData("100000000001", null, "access-key-unused", "100000000001", "alice", Mask, true)]
    [InlineData("1000*", null, "access-key-unused", "100000000001", "alice", Mask, true)]
    [InlineData("bob", null, "access-key-unused", "100000000001", "alice", Mask, false)]
    [InlineData("alice", null, "access-key-never-used", "100000000001", "alice", Mask, false)]
    [InlineData("alice", Mask, "access-key-unused", "100000000001", "alice", Mask, true)]
    [InlineData("alice", "AKIDab12...9xYz", "access-key-unused", "100000000001", "alice", Mask, true)]
    [InlineData("alice", "AKIDab12…9xYZ", "access-key-unused", "100000000001", "alice", Mask, false)]
    [InlineData("alice", "********", "access-key-unused", "100000000001", "alice", "********", true)]
    [InlineData("alice", "********", "access-key-unused", "100000000001", "alice", Mask, false)]
    [InlineData("alice", Mask, "access-key-unused", "100000000001", "alice", null, false)]
    public void Matches_by_rule_account_and_key(string account, string? key, string rule, string id, string username, string? mask, bool expected)
    {
        var policy = PolicyText.Policy($$"""{ "exceptions": [{{Entry(account, key)}}] }""");
        policy.ExceptionFor(rule, id, username, mask, Noon).IsActive.Should().Be(expected);
    }

    [Fact]
    public void Tells_the_exception_that_lasts_longest()
    {
        var policy = PolicyText.Policy($$"""{ "exceptions": [{{Entry(until: "2027-03-30")}}, {{Entry("*", until: "2027-05-01")}}, {{Entry(until: "2027-04-30")}}] }""");
        policy.ExceptionFor("access-key-unused", "1", "alice", null, Noon).Should().Match<ExceptionStatus>(
            status => status.IsActive && status.Grant.Path == "$.exceptions[1]" && status.Grant.Reason == "r" && status.Grant.Owner == "o");
        policy.ExceptionFor("access-key-unused", "1", "alice", null, Noon.AddYears(1)).Should().Match<ExceptionStatus>(
            status => status.IsExpired && status.Grant.Until == new DateOnly(2027, 5, 1));
        policy.ExceptionFor("console-idle", "1", "alice", null, Noon).Should().Be(default(ExceptionStatus));
    }

    [Theory]
    [InlineData("\"until\": \"2027-02-29\"", "$.exceptions[0].until")]
    [InlineData("\"until\": \"2027-3-1\"", "$.exceptions[0].until")]
    [InlineData("\"until\": \"never\"", "$.exceptions[0].until")]
    [InlineData("\"until\": 20270301", "$.exceptions[0].until")]
    [InlineData("\"until\": null", "$.exceptions[0].until")]
    [InlineData("", "$.exceptions[0]")]
    public void One_without_a_day_counts_as_expired_and_the_reading_says_so(string until, string path)
    {
        var reading = PolicyText.Read($$"""{ "exceptions": [{ "rule": "console-idle", "account": "alice", "reason": "r", "owner": "o", {{until}} }] }""");
        reading.IsValid.Should().BeTrue();
        var warning = reading.Warnings.Should().ContainSingle().Which;
        warning.Path.Should().Be(path);
        warning.Problem.Should().Contain("counts as expired");
        IsActive(reading.Policy!.For("default").ExceptionFor("console-idle", "1", "alice", null, DateTimeOffset.MinValue)).Should().Be(false);
    }

    [Theory]
    [InlineData("""{ "rule": "console-idle", "account": "alice", "owner": "o", "until": "2028-01-01" }""", "$.exceptions[0]", false)]
    [InlineData("""{ "rule": "console-idle", "account": "alice", "reason": "  ", "owner": "o", "until": "2028-01-01" }""", "$.exceptions[0].reason", false)]
    [InlineData("""{ "rule": "console-idle", "account": "alice", "reason": "r", "until": "2028-01-01" }""", "$.exceptions[0]", false)]
    [InlineData("""{ "rule": "console-idle", "account": "alice", "reason": "r", "owner": 7, "until": "2028-01-01" }""", "$.exceptions[0].owner", false)]
    [InlineData("""{ "rule": "console-idle", "account": "alice", "key": "********", "reason": "r", "owner": "o", "until": "2028-01-01" }""", "$.exceptions[0].key", null)]
    [InlineData("""{ "rule": "console-idle", "account": "alice", "key": "AKID", "reason": "r", "owner": "o", "until": "2028-01-01" }""", "$.exceptions[0].key", false)]
    [InlineData("""{ "rule": "console-idel", "account": "alice", "reason": "r", "owner": "o", "until": "2028-01-01" }""", "$.exceptions[0].rule", null)]
    [InlineData("""{ "rule": "console-idle", "account": "", "reason": "r", "owner": "o", "until": "2028-01-01" }""", "$.exceptions[0].account", null)]
    [InlineData("""{ "account": "alice", "reason": "r", "owner": "o", "until": "2028-01-01" }""", "$.exceptions[0]", null)]
    [InlineData("\"console-idle\"", "$.exceptions[0]", null)]
    public void A_malformed_one_never_suppresses(string entry, string path, bool? expected)
    {
        var reading = PolicyText.Read($$"""{ "exceptions": [{{entry}}] }""");
        reading.Errors.Should().BeEmpty();
        var warning = reading.Warnings.Should().ContainSingle().Which;
        warning.Path.Should().Be(path);
        warning.Problem.Should().EndWith("; the exception counts as expired");
        IsActive(reading.Policy!.For("default").ExceptionFor("console-idle", "1", "alice", null, Noon)).Should().Be(expected);
    }

    private static string Entry(string account = "alice", string? key = null, string until = "2027-03-31") =>
        $$"""{ "rule": "access-key-unused", "account": "{{account}}", {{(key is null ? "" : $"\"key\": \"{key}\",")}} "reason": "r", "owner": "o", "until": "{{until}}" }""";

    // Null where there is none.
    private static bool? IsActive(ExceptionStatus status) => status.Grant is null ? null : status.IsActive;
}
