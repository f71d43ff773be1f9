using System.Text;

using CredFunctions.Policy;
using CredFunctions.Policy.Json;

namespace CredFunctions.Tests.Policy;

public sealed class RosterTests
{
    [Theory]
    [InlineData("1,A\n1,B\n", "1", "alice", "A")]
    [InlineData("al*,A\nalice,B\n", "1", "alice", "A")]
    [InlineData("alice,A\nal*,B\n", "1", "ALICE", "A")]
    [InlineData("*,A\n1,B\n", "1", "alice", "A")]
    [InlineData("1,A\n*,B\n", "1", "alice", "A")]
    [InlineData("1,A\n*,B\n", "2", "1", "B")]
    [InlineData("b?b,A\n", "1", "bob", "A")]
    [InlineData("b?b,A\n", "1", "bb", null)]
    [InlineData("1?,A\n", "12", "alice", null)]
    [InlineData("account,owner,team,email,left on\nalice,A\n", "1", "alice", "A")]
    [InlineData("\uFEFFAccount,Owner\r\n alice , \"A\" \r\n\r\n", "1", "alice", " \"A\" ")]
    [InlineData("\"alice\",\"A, \"\"B\"\"\"\n", "1", "alice", "A, \"B\"")]
    [InlineData("", "1", "alice", null)]
    public void The_first_line_that_matches_counts(string csv, string id, string username, string? owner)
    {
        var reading = Read(csv);
        if (owner == " \"A\" ")
            reading.Errors.Should().ContainSingle().Which.Problem.Should().Contain("quote");
        else
            (reading.Policy!.Roster!.Of(id, username)?.Owner).Should().Be(owner);
    }

    [Theory]
    [InlineData("alice,A,T,e,2026-13-01", 1, "last day")]
    [InlineData("alice,A\nbob,B,T,e,2026-09-30,x", 2, "6 fields")]
    [InlineData(",A", 1, "names no account")]
    [InlineData("123456789012345678901,A", 1, "names the account")]
    [InlineData("alice,\"A\nB\"", 1, "cannot be shown")]
    [InlineData("alice,\"A", 1, "quote")]
    public void A_line_that_is_wrong_makes_the_policy_one_that_cannot_be_used(string csv, int line, string problem)
    {
        var error = Read(csv).Errors.Should().ContainSingle().Subject;
        error.Path.Should().Be("roster");
        error.Line.Should().Be(line);
        error.Problem.Should().Contain(problem);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_too_many_of_them_are_refused()
    {
        Read([0xFF, 0xFE]).Errors.Should().ContainSingle(error => error.Problem == "is not UTF-8");
        Read(new byte[PolicyFile.MaxRosterLength + 1]).Errors.Should().ContainSingle(error => error.Problem == "is too long");
        Read(string.Concat(Enumerable.Repeat("a*,A\n", 1001))).Errors.Should().ContainSingle(error => error.Problem.Contains("wildcards"));
        Read(string.Concat(Enumerable.Repeat("a,A\n", 50_001))).Errors.Should().ContainSingle(error => error.Problem.Contains("50001 lines"));
    }

    [Theory]
    [InlineData("alice,A\nALICE,B\n", "2<1")]
    [InlineData("*,A\n1,B\nb?,C\n", "2<1 3<1")]
    [InlineData("al*,A\nalice,B\nali*,C\na*,D\n", "2<1 3<1")]
    [InlineData("a?,A\na*,B\nab,C\na?,D\n", "3<1 4<2")]
    [InlineData("1,A\n1,B\nbob,C\n", "2<1")]
    [InlineData("a*,A\n1,B\nb*,C\n*,D\n", "")]
    public void Hidden_lines_are_known_with_the_line_that_hides_them(string csv, string hidden) =>
        string.Join(' ', Read(csv).Policy!.Roster!.Hidden().Select(each => $"{each.Hidden.Line}<{each.By.Line}")).Should().Be(hidden);

    [Fact]
    public void The_bytes_of_the_roster_belong_to_the_hash()
    {
        var hashes = new[] { "a,A\n", "a,B\n", "" }.Select(csv => Read(csv).Hash).Append(PolicyText.Read("{}"u8).Hash).ToList();

        hashes.Should().OnlyHaveUniqueItems();
        Read("a,A\n").Policy!.Hash.Should().Be(hashes[0]);
    }

    [Fact]
    public void Routes_may_name_an_owner_or_a_team()
    {
        const string policy = """
            {
              "channels": { "a": { "kind": "console" }, "b": { "kind": "console" }, "c": { "kind": "console" } },
              "routes": [ { "team": "plat*", "channels": ["a"] }, { "ownedBy": "mei", "channels": ["b"] }, { "channels": ["c"] } ]
            }
            """;
        var read = Read("alice,Lars,Platform\nbob,Mei,Sales\n", policy).Policy!;

        new[] { "alice", "bob", "carol" }.Select(name => read.RouteFor("s", "1", name, Severity.Low)!.Channels[0]).Should().Equal("a", "b", "c");
        read.RouteFor("s")!.Channels.Should().Equal("c");
        PolicyText.Read(Encoding.UTF8.GetBytes(policy)).Warnings.Should().HaveCount(2).And.OnlyContain(warning => warning.Problem.Contains("no roster"));
    }

    private static PolicyReading Read(string csv, string policy = "{}") => Read(Encoding.UTF8.GetBytes(csv), policy);

    private static PolicyReading Read(byte[] roster, string policy = "{}") => PolicyText.Read(PolicyFile.WithRoster(Encoding.UTF8.GetBytes(policy), roster));
}
