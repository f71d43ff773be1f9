using System.Text;
using System.Text.Json;

using CredFunctions.Embedded.State;
using CredFunctions.Notifications;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Watching;

namespace CredFunctions.Tests.Records;

/// <summary>The commands that read records, over the state of a watch.</summary>
public sealed class RecordsCommandTests : IDisposable
{
    private static readonly DateTimeOffset AsOf = AccountRow.AsOf;

    private readonly WatchedInbox inbox = new();

    public void Dispose() => inbox.Dispose();

    [Fact]
    public void History_lists_each_source_the_latest_report_first_with_what_became_of_it()
    {
        Record("company-a/x.csv", AsOf, Alice());
        Record("company-a/x.csv", AsOf.AddDays(1), Alice().With(Column.MfaDeviceActive, "FALSE"));
        Record("company-a/x.csv", AsOf.AddDays(-1), Alice().With(Column.LoginProtectionActive, "FALSE"));
        inbox.Put("company-b/x.csv", Encoding.UTF8.GetBytes("no header"), AsOf);
        inbox.Watch();

        var run = inbox.Run("history");

        run.ExitCode.Should().Be(0);
        run.Output.Should().MatchRegex(
            """
            ^company-a: 3 reports

            Report    As of \(\+08:00\)    Status      Accounts     Open   Opened Resolved
            [0-9a-f]{8}  2026-11-02 12:00  complete           1        1        1        0
            [0-9a-f]{8}  2026-11-01 12:00  complete           1        0        0        0
            [0-9a-f]{8}  2026-10-31 12:00  stale              1
                      It came after a later report and changed nothing\.

            company-b: 1 report

            Report .*
            [0-9a-f]{8}  2026-11-01 12:00  rejected
                      Line 1: 
            """.ReplaceLineEndings("\n").TrimEnd(' '));
        run.Lines.Should().OnlyContain(line => line.Length <= 80);
        inbox.Run("history", "company-b").Output.Should().StartWith("company-b: 1 report\n");
    }

    [Fact]
    public void History_lists_the_latest_twenty_unless_all_are_wanted()
    {
        for (var hour = 0; hour < 22; hour++)
            inbox.Put($"{hour}.csv", Report.Of(Alice().With(Column.Username, $"alice{hour}")).Bytes(), AsOf.AddHours(hour));
        inbox.Watch();

        inbox.Run("history").Output.Should().EndWith("and 2 earlier reports: --all lists them.\n").And.NotContain("2026-11-01 13:00");
        inbox.Run("history", "--all").Output.Should().Contain("2026-11-01 13:00").And.NotContain("earlier");
        inbox.Run("history", "--format", "json").Json.GetProperty("sources")[0].GetProperty("reports").GetArrayLength().Should().Be(22);
    }

    [Fact]
    public void History_as_json_has_every_figure()
    {
        Record("company-a/x.csv", AsOf, Alice().With(Column.MfaDeviceActive, "FALSE"));

        var json = inbox.Run("history", "--format", "json").Json;

        json.GetProperty("schemaVersion").GetInt32().Should().Be(1);
        var source = json.GetProperty("sources")[0];
        var report = source.GetProperty("reports")[0];
        source.GetProperty("lastCompleted").GetString().Should().Be(report.GetProperty("reportId").GetString()).And.HaveLength(64);
        source.GetProperty("active").ValueKind.Should().Be(JsonValueKind.Null);
        report.GetProperty("name").GetString().Should().Be("company-a/x.csv");
        report.GetProperty("asOf").GetString().Should().Be("2026-11-01T04:00:00+00:00");
        report.GetProperty("status").GetString().Should().Be("complete");
        report.GetProperty("open").GetProperty("high").GetInt64().Should().Be(1);
        report.GetProperty("new").GetInt64().Should().Be(1);
        json.GetProperty("failedNotifications").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task History_lists_what_could_not_be_delivered_and_replay_sends_it_again()
    {
        Record("x.csv", AsOf, Alice());
        await SaveAsync(Told('a', NotificationStatus.Failed), Told('b', NotificationStatus.Sent));

        var run = inbox.Run("history");

        run.Output.Should().Contain("Not delivered: 1 notification\naaaaaaaa  digest of default to channel \"desk\", 2026-11-01 12:00")
            .And.MatchRegex("the\\s+mailbox\\s+is\\s+full").And.Contain("\"credfunctions replay aaaaaaaa --state").And.NotContain("bbbbbbbb");
        inbox.Run("history", "--format", "json").Json.GetProperty("failedNotifications").EnumerateArray().Should().ContainSingle()
            .Which.GetProperty("lastError").GetString().Should().Be("the mailbox is full");

        var replayed = inbox.Run("replay", "aaaa");
        replayed.ExitCode.Should().Be(0, replayed.Error);
        replayed.Output.Should().StartWith("Notification aaaaaaaa to channel \"desk\" is to be sent again. ");

        using var file = StateFile.Open(inbox.State);
        var pending = await new SqliteAuditStore(file).ReadPendingNotificationsAsync(default).Where(each => each.Id == new string('a', 64)).SingleAsync();
        (pending.Attempts, pending.LastError, pending.ReplayedAt).Should().Be((0, null, CommandRun.Now));
    }

    [Fact]
    public void Show_tells_the_life_of_findings_changes_exceptions_and_what_was_not_assessed()
    {
        var policy = Path.Combine(inbox.Folder, "policy.json");
        File.WriteAllText(policy, """{ "exceptions": [ { "rule": "login-protection-disabled", "account": "alice", "reason": "break glass", "owner": "bob", "until": "2027-03-31" } ] }""");
        var risky = Alice().With(Column.MfaDeviceActive, "FALSE").With(Column.LoginProtectionActive, "FALSE").With(Column.OperationProtectionActive, "perhaps");
        Record("x.csv", AsOf, risky);
        Record("x.csv", AsOf.AddDays(1), Alice());
        inbox.Put("x.csv", Report.Of(risky).Line("short").Bytes(), AsOf.AddDays(2));
        inbox.Watch("--policy", policy);

        var run = inbox.Run("show", "alice");

        run.ExitCode.Should().Be(0);
        run.Output.Should().StartWith("100000000001  alice (sub-user, human)\nSource  default\nAs of   2026-11-03 12:00 +08:00, 20 days ago\nReport  ")
            .And.Contain("\nOpen\n  high      ").And.Contain("[console-mfa-disabled]\n            first seen 2026-11-01, opened 2 times, last on 2026-11-03\n")
            .And.Contain("\nSuppressed by an exception\n  high      ").And.MatchRegex("excepted\\s+until\\s+2027-03-31\\s+by\\s+bob:\\s+break\\s+glass")
            .And.Contain("\nChanged with its last report\n  high      ").And.Contain("[mfa-removed]")
            .And.Contain("\nNot assessed, which is not the same as passed\n  operation-protection-disabled: ");
        run.Lines.Should().OnlyContain(line => line.Length <= 80);
    }

    [Fact]
    public void Show_as_json_has_every_field_of_a_finding()
    {
        Record("x.csv", AsOf, Alice().With(Column.MfaDeviceActive, "FALSE"));
        Record("x.csv", AsOf.AddDays(1), Alice());

        var account = inbox.Run("show", "100000000001", "--format", "json").Json.GetProperty("accounts")[0];

        account.GetProperty("username").GetString().Should().Be("alice");
        account.GetProperty("goneSince").ValueKind.Should().Be(JsonValueKind.Null);
        var finding = account.GetProperty("findings").EnumerateArray().Should().ContainSingle().Which;
        finding.GetProperty("rule").GetString().Should().Be("console-mfa-disabled");
        finding.GetProperty("state").GetString().Should().Be("resolved");
        finding.GetProperty("firstSeen").GetString().Should().Be("2026-11-01T04:00:00+00:00");
        finding.GetProperty("resolvedAt").GetString().Should().Be("2026-11-02T04:00:00+00:00");
        finding.GetProperty("evidence").GetProperty("MFADeviceActive").GetString().Should().Be("FALSE");
        finding.GetProperty("exception").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Show_finds_an_account_in_every_source_and_by_a_name_in_other_letters()
    {
        Record("company-a/x.csv", AsOf, Alice());
        Record("company-b/x.csv", AsOf, Alice(), AccountRow.Clean("100000000002").With(Column.Username, "Bob"));

        inbox.Run("show", "alice", "--format", "json").Json.GetProperty("accounts").GetArrayLength().Should().Be(2);
        inbox.Run("show", "alice", "--source", "company-b", "--format", "json").Json.GetProperty("accounts").GetArrayLength().Should().Be(1);
        inbox.Run("show", "bob").Output.Should().StartWith("100000000002  Bob ").And.Contain("\nNo finding is open.\n");
    }

    [Fact]
    public void Show_says_of_an_account_that_left_since_when_it_is_gone()
    {
        Record("x.csv", AsOf, Alice().With(Column.MfaDeviceActive, "FALSE"), AccountRow.Clean("100000000002").With(Column.Username, "bob"));
        Record("x.csv", AsOf.AddDays(1), AccountRow.Clean("100000000002").With(Column.Username, "bob"));

        inbox.Run("show", "alice").Output.Should().Contain("\nGone    since the report of 2026-11-02 12:00").And.Contain("first seen 2026-11-01, resolved 2026-11-02");
    }

    [Fact]
    public void Names_of_accounts_are_inert()
    {
        Record("x.csv", AsOf, Alice().With(Column.Username, "ali\u001b[31mce\u202e"));

        var run = inbox.Run("show", "100000000001");

        run.Output.Should().StartWith("100000000001  ali\\u001b[31mce\\u202e (");
        run.Output.Where(char.IsControl).Should().OnlyContain(character => character == '\n');
    }

    public static TheoryData<string[], string> Refusals => new()
    {
        { ["history", "company-c"], "No report of \"company-c\" is recorded. The sources are company-a, company-b." },
        { ["show", "alcie"], "There is no account \"alcie\". The nearest is \"alice\" (100000000001)." },
        { ["show", "100000000007"], "There is no account \"100000000007\". The nearest is \"alice\" (100000000001)." },
        { ["show", "somebody-quite-different"], "There is no account \"somebody-quite-different\", by id or user name." },
        { ["show", "alice", "--source", "company-c"], "No report of \"company-c\" is recorded. The sources are company-a, company-b." },
        { ["show", "alcie", "--source", "company-b"], "There is no account \"alcie\" in company-b. The nearest is \"alice\" (100000000001)." },
        { ["show", ""], "There is no account \"\", by id or user name." },
        { ["accept", "fffffffff"], "There is no report \"fffffffff\": \"credfunctions history\" lists their ids." },
        { ["accept", ""], "There is no report \"\": \"credfunctions history\" lists their ids." },
        { ["replay", "fffffffff"], "There is no report and no notification \"fffffffff\": \"credfunctions history\" lists their ids." },
        { ["accept", "{id}"], "\"{id}\" may be {short} of company-a, {short} of company-b: name one with --source." },
        { ["accept", "{id}", "--source", "company-a"], "Report {short} of company-a is complete: only a held report can be accepted." },
        { ["replay", "{id}", "--source", "company-a"], "Report {short} of company-a is read again from its file: name the watched folder with --folder, or scan the file again." },
        { ["replay", "{id}", "--source", "company-a", "--folder", "nowhere"], "\"nowhere\" does not exist: create the folder first, or check the path." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_not_there_or_not_clear_is_said_in_one_sentence(string[] arguments, string sentence)
    {
        Record("company-a/x.csv", AsOf, Alice());
        Record("company-b/x.csv", AsOf, Alice());
        var id = inbox.Run("history", "company-a", "--format", "json").Json.GetProperty("sources")[0].GetProperty("reports")[0].GetProperty("reportId").GetString()!;

        var run = inbox.Run([.. arguments.Select(argument => argument.Replace("{id}", id[..7], StringComparison.Ordinal))]);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().Be(sentence.Replace("{id}", id[..7], StringComparison.Ordinal).Replace("{short}", id[..8], StringComparison.Ordinal)
            .Replace($"{id[..8]} of company-a, {id[..8]} of company-b", $"{id[..11]} of company-a, {id[..11]} of company-b", StringComparison.Ordinal));
    }

    [Fact]
    public void Beginning_of_several_ids_is_not_guessed_at()
    {
        for (var number = 0; number < 17; number++)
            inbox.Put($"{number}.csv", Report.Of(Alice().With(Column.Username, $"alice{number}")).Bytes(), AsOf.AddHours(number));
        inbox.Watch();
        var first = inbox.Run("history", "--format", "json").Json.GetProperty("sources")[0].GetProperty("reports").EnumerateArray()
            .Select(report => report.GetProperty("reportId").GetString()![..1]).GroupBy(digit => digit).First(ids => ids.Count() > 1).Key;

        inbox.Run("accept", first).Sentence.Should().StartWith($"\"{first}\" may be ").And.EndWith(": give more of the id.");
    }

    [Fact]
    public void Replay_brings_a_rejected_report_back_as_an_arrival()
    {
        inbox.Put("x.csv", Encoding.UTF8.GetBytes("no header"), AsOf);
        inbox.Watch();
        var id = inbox.Run("history", "--format", "json").Json.GetProperty("sources")[0].GetProperty("reports")[0].GetProperty("reportId").GetString()!;

        foreach (var (name, times) in ((string, int)[])[("x-2.csv", 2), ("x.csv", 3)])
        {
            inbox.Run("replay", id, "--folder", inbox.Folder).ExitCode.Should().Be(0);
            inbox.Files.Should().Equal($"reports/{name}");
            inbox.Watch().Sentence.Should().Contain($"(\"{name}\", as of 2026-11-01 12:00 +08:00) is rejected. ");
            inbox.Run("history", "--format", "json").Json.GetProperty("sources")[0].GetProperty("reports")[0].GetProperty("run").GetInt32().Should().Be(times);
        }
    }

    [Fact]
    public void Replay_assesses_the_latest_report_again_under_another_policy()
    {
        var policy = Path.Combine(inbox.Folder, "policy.json");
        Record("x.csv", AsOf, Alice().With(Column.MfaDeviceActive, "FALSE"));
        var id = inbox.Run("history", "--format", "json").Json.GetProperty("sources")[0].GetProperty("reports")[0].GetProperty("reportId").GetString()!;
        File.WriteAllText(policy, """{ "rules": { "console-mfa-disabled": { "severity": "low" } } }""");

        inbox.Run("replay", id[..5], "--folder", inbox.Folder).Output.Should().Contain("if the policy has changed since");

        inbox.Watch("--policy", policy).Sentence.Should().Contain("is complete: 1 account; open 1 low");
    }

    public static TheoryData<string[], string> WrongPlaces => new()
    {
        { [], "Name the records: " },
        { ["--state", "a", "--storage", "b"], "are two places: name one of them." },
        { ["--state", "{folder}/nowhere.db"], "nowhere.db\" does not exist: " },
        { ["--state", "{folder}"], "does not exist: " },
        { ["--state", "{folder}/empty"], "empty\" is empty: " },
        { ["--state", "{folder}/text"], "text\" is not a state file: " },
        { ["--storage", ""], "--storage is empty: " },
        { ["--storage", "http://myaccount.blob.core.windows.net"], "--storage is not an https URL: " },
        { ["--storage", "https://example.com"], "--storage is no URL of a storage account: " },
        { ["--storage", "AccountName=a;AccountKey=TOPSECRET"], "--storage is no connection string of a storage account: " },
    };

    [Theory]
    [MemberData(nameof(WrongPlaces))]
    public void Records_that_are_not_there_are_said_in_one_sentence(string[] place, string sentence)
    {
        File.WriteAllText(Path.Combine(inbox.Folder, "empty"), "");
        File.WriteAllText(Path.Combine(inbox.Folder, "text"), new string('x', 5_000));
        string[] arguments = [.. place.Select(word => word.Replace("{folder}", inbox.Folder, StringComparison.Ordinal))];

        foreach (var command in (string[][])[["status"], ["history"], ["show", "alice"], ["accept", "1"], ["withdraw", "1"], ["replay", "1"]])
        {
            var run = CommandRun.Of([.. command, .. arguments]);

            run.ExitCode.Should().Be(2);
            run.Sentence.Should().Contain(sentence).And.NotContain("TOPSECRET");
        }
    }

    [Theory]
    [InlineData("watch")]
    [InlineData("status")]
    [InlineData("history")]
    [InlineData("show")]
    [InlineData("accept")]
    [InlineData("withdraw")]
    [InlineData("replay")]
    [InlineData("policy")]
    [InlineData("policy", "check")]
    public void Help_has_examples_and_fits_80_columns(params string[] command)
    {
        var run = CommandRun.Of([.. command, "--help"]);

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain($"Examples:\n  credfunctions {command[0]} ");
        run.Lines.Should().OnlyContain(line => line.Length <= 80);
    }

    private static AccountRow Alice() => AccountRow.Clean();

    private static Notification Told(char id, NotificationStatus status) => new()
    {
        Id = new string(id, 64),
        Kind = NotificationKind.Digest,
        Source = "default",
        Channel = "desk",
        Content = new NotificationContent(),
        Status = status,
        Attempts = 9,
        LastError = "the mailbox is full",
        CreatedAt = AsOf,
    };

    private void Record(string name, DateTimeOffset asOf, params AccountRow[] rows)
    {
        inbox.Put(name, Report.Of(rows).Bytes(), asOf);
        inbox.Watch().ExitCode.Should().Be(0);
    }

    private async Task SaveAsync(params Notification[] notifications)
    {
        using var file = StateFile.Open(inbox.State);
        await new SqliteAuditStore(file).AddNotificationsAsync(notifications, default);
    }
}
