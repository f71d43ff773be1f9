using CredFunctions.Policy;

namespace CredFunctions.Tests.Policy;

public sealed class RouteTests
{
    private static readonly AssessmentPolicy Policy = PolicyText.Policy(
        """
        {
          "channels": { "chat": { "kind": "console" }, "mail": { "kind": "console" }, "rest": { "kind": "console" } },
          "routes": [
            { "source": "prod*", "account": "svc-*", "channels": ["mail"] },
            { "source": "prod*", "severity": "high", "channels": ["chat"] },
            { "severity": "low", "channels": ["rest"] }
          ]
        }
        """);

    [Theory]
    [InlineData("prod-1", "1", "svc-a", Severity.Info, "mail")]
    [InlineData("prod-1", "1", "alice", Severity.Critical, "chat")]
    [InlineData("prod-1", "1", "alice", Severity.Medium, "rest")]
    [InlineData("test", "1", "svc-a", Severity.Critical, "rest")]
    [InlineData("test", "1", "alice", Severity.Info, null)]
    public void The_first_route_that_matches_takes_a_finding(string source, string id, string username, Severity severity, string? channel) =>
        (Policy.RouteFor(source, id, username, severity)?.Channels[0]).Should().Be(channel);

    [Theory]
    [InlineData("prod-1", "chat")]
    [InlineData("test", "rest")]
    public void What_is_said_of_a_report_goes_to_the_first_route_for_any_account(string source, string channel) =>
        Policy.RouteFor(source)!.Channels.Should().Equal(channel);

    [Theory]
    [InlineData(10, 49, true)]
    [InlineData(10, 50, false)]
    [InlineData(9, 46, false)]
    [InlineData(9, 18, false)]
    [InlineData(9, 17, true)]
    [InlineData(9, 9, true)]
    [InlineData(2, 3, true)]
    [InlineData(2, 4, false)]
    [InlineData(1, 1, false)]
    [InlineData(-1, 1, false)]
    [InlineData(200_001, 1_000_000, true)]
    [InlineData(200_000, 1_000_000, false)]
    public void Holds_a_report_when_too_many_are_missing_by_the_percentage_or_more_than_half(long missing, long known, bool held) =>
        AssessmentPolicy.Default.MaxDepartures.IsExceeded(missing, known).Should().Be(held);

    [Fact]
    public void Holds_a_report_that_lacks_more_than_half_whatever_the_policy_allows() =>
        new DepartureLimit(Percent: 100, Least: 1_000_000).IsExceeded(missing: 2, known: 3).Should().BeTrue();
}
