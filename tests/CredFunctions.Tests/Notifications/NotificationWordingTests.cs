using System.Text.RegularExpressions;

using CredFunctions.Accounts;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Rules;
using CredFunctions.Tests.Planning;

namespace CredFunctions.Tests.Notifications;

public sealed partial class NotificationWordingTests
{
    private static readonly DateTimeOffset Now = CompletedReport.AsOf.AddHours(1);

    public static TheoryData<string> Samples => [.. SampleNotifications.All(Now).Select(sample => sample.Name)];

    [Fact]
    public void The_subject_has_the_severity_of_what_is_new_and_names_what_was_resolved_when_only_that_happened()
    {
        var resolved = CompletedReport.Open(6, Severity.High, CompletedReport.AsOf.AddDays(-3), "ci-deploy");
        resolved = resolved with
        {
            Events = [CompletedReport.Event(AccountEventKind.Resolved, resolved.Findings[0])],
            Findings = [resolved.Findings[0] with { ResolvedAt = CompletedReport.AsOf }],
        };
        var open = Enumerable.Range(10, 5).Select(number => CompletedReport.Open(number, Severity.Critical, CompletedReport.AsOf.AddDays(-9)));

        TextOf(CompletedReport.ToDesk().With(open).With(resolved)).Subject.Should().Be("[CredFunctions] acme: 1 resolved: Access key may have leaked, ci-deploy (100000000006)");
        TextOf(CompletedReport.ToDesk().With(open).With(resolved)).IsUrgent.Should().BeFalse();
        TextOf(CompletedReport.ToDesk().With(open).With(resolved, CompletedReport.Opened(1, Severity.Low))).Subject.Should().Be("[CredFunctions] acme: low, 1 opened, 1 resolved");
    }

    [Fact]
    public void What_opened_under_an_exception_is_not_nothing()
    {
        var account = CompletedReport.Open(1, Severity.High, CompletedReport.AsOf, suppression: new Suppression(new DateOnly(2027, 3, 31), "Known", "a@example.com"));
        account = account with { Events = [CompletedReport.Event(AccountEventKind.Opened, account.Findings[0])] };

        TextOf(CompletedReport.ToDesk().With(account)).Title.Should().Be("acme: 1 new under an exception: Access key may have leaked, alice (100000000001)");
    }

    [Fact]
    public void Many_accounts_with_the_same_event_are_one_row_with_names_and_the_number_of_the_others()
    {
        var group = TextOf(CompletedReport.ToDesk().With(Enumerable.Range(0, 150).Select(number => CompletedReport.Opened(number, Severity.High, $"user-{number}"))))
            .Sections.Should().ContainSingle().Which.Groups.Should().ContainSingle().Subject;

        group.IsMany.Should().BeTrue();
        group.Size.Should().Be("150 accounts");
        group.Names(2).Should().Be("user-0 (100000000000, key 1 AKIDz8kr…hESA), user-1 (100000000001, key 1 AKIDz8kr…hESA) and 148 more");
    }

    [Theory]
    [InlineData("", "https://console.tencentcloud.com/cam/user")]
    [InlineData("\"consoleSite\": \"china\",", "https://console.cloud.tencent.com/cam/user")]
    public void Actions_open_the_console_of_the_site_and_the_evidence(string settings, string console)
    {
        var report = CompletedReport.ToDesk($"{settings} \"evidenceUrl\": \"https://e.example.com/{{source}}/{{date}}/{{run}}\",").With(CompletedReport.Opened(1));

        TextOf(report).Actions.Should().Equal(new ActionText("Open CAM console", console, Command: null));
        var withEvidence = new CompletedReport { Policy = report.Policy, Evidence = new ListedEvidence("/srv/evidence") }.With(CompletedReport.Opened(1));
        var text = TextOf(withEvidence);
        text.Actions.Should().Equal(
            new ActionText("Open CAM console", console, Command: null), new ActionText("Open evidence", "https://e.example.com/acme/2026-11-01/1", Command: null));
        PlainText.Of(text).Should().NotContain("/srv/");
    }

    [Theory]
    [InlineData("--state 'my audit.db'", false, "credfunctions accept d6266750 --state 'my audit.db'")]
    [InlineData("--storage https://acme.blob.core.windows.net", true, "credfunctions accept d6266750 --storage https://acme.blob.core.windows.net")]
    public void The_notice_of_a_held_report_has_the_command_of_its_engine(string option, bool isStorage, string command)
    {
        var text = NotificationWording.Of(Sample("held"), Now, new EngineRecords(option, isStorage));

        text.Actions[0].Command.Should().Be(command);
        string.Concat(text.Paragraphs).Contains("accept=departures", StringComparison.Ordinal).Should().Be(isStorage);
    }

    [Fact]
    public void A_command_in_a_sentence_names_the_records_of_the_engine()
    {
        var content = new NotificationContent { Reason = "Withdraw it with \"credfunctions withdraw 1f00ab2c\".", Remarks = ["\"credfunctions replay ID\" sends one again."] };
        var notice = Sample("rejected") with { Content = content };

        var text = NotificationWording.Of(notice, Now, new EngineRecords("--state audit.db", AreInStorage: false));

        text.Paragraphs[0].Should().Be("Withdraw it with \"credfunctions withdraw 1f00ab2c --state audit.db\".");
        text.Remarks.Should().Equal("\"credfunctions replay ID --state audit.db\" sends one again.");
        NotificationWording.Of(notice, Now).Paragraphs[0].Should().EndWith("withdraw 1f00ab2c\".");
    }

    [Fact]
    public void Times_have_the_offset_of_the_reports_zone() =>
        TextOf(CompletedReport.ToDesk("\"reportTimeZone\": \"-03:30\",").With(CompletedReport.Opened(1))).Facts
            .Should().Contain(("As of", "2026-11-01 00:30 -03:30, 1 hour ago"));

    [Fact]
    public void Every_rule_and_every_change_that_needs_attention_has_something_to_do()
    {
        foreach (var rule in RuleCatalogue.All)
            Titles.RemedyOf(Group(rule.Id, null))!.Text.Should().NotBeEmpty();
        foreach (var change in AccountChange.All)
        {
            Titles.Of(null, change.Id, null).Should().NotContain("-", change.Id);
            (Titles.RemedyOf(Group(null, change.Id)) is null).Should().Be(change == AccountChange.Removed || change == AccountChange.KeyDeleted, change.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Nothing_is_one_of_a_plural(string name)
    {
        var sample = Sample(name);
        var one = sample with
        {
            Content = sample.Content with
            {
                ItemCount = 1,
                AccountCount = 1,
                Groups = [.. sample.Content.Groups.Take(1).Select(group => group with { Count = 1, Accounts = 1 })],
                Items = [.. sample.Content.Items.Take(1)],
                Figures = sample.Content.Figures is null ? null : new RouteFigures
                {
                    Accounts = 1,
                    Open = new Dictionary<string, long> { ["high"] = 1 },
                    Opened = 1,
                    Reopened = 1,
                    Raised = 1,
                    Lowered = 1,
                    Resolved = 1,
                    ExceptionsEnded = 1,
                    Changes = 1,
                    ReportAccounts = 1,
                    UnreadableRows = 1,
                    NotAssessed = 1,
                },
            },
        };

        foreach (var notification in (Notification[])[sample, one])
            OneOfMany().Matches(PlainText.Of(NotificationWording.Of(notification, Now, SampleNotifications.Records))).Should().BeEmpty();
    }

    private static ItemGroup Group(string? rule, string? change) =>
        new() { Kind = ItemKind.Opened, Severity = Severity.High, Rule = rule, Change = change, Count = 1, Accounts = 1 };

    private static NotificationText TextOf(CompletedReport report) => NotificationWording.Of(report.Told(NotificationKind.Digest).Single(), Now);

    private static Notification Sample(string name) => SampleNotifications.All(Now).Single(sample => sample.Name == name).Notification;

    [GeneratedRegex(@"(?<![\d,.])1 (more )?(unreadable )?[a-z]+(s|ies)\b(?<!was)(?<!is)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OneOfMany();
}
