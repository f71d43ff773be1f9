using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Notifications;

namespace CredFunctions.Tests.Planning;

public sealed class CompletionNoticesTests
{
    private const string TwoTeams =
        """
        {
          "channels": { "team": { "kind": "console" }, "security": { "kind": "console" } },
          "routes": [
            { "account": "svc-*", "severity": "low", "channels": ["team"], "owner": "Platform" },
            { "source": "acme", "severity": "high", "channels": ["security", "team"], "owner": "Security" },
            { "channels": ["security"] }
          ]
        }
        """;

    private static readonly DateTimeOffset AsOf = CompletedReport.AsOf;

    [Fact]
    public void An_owners_digest_holds_their_accounts_only()
    {
        var report = CompletedReport.Under(TwoTeams).With(
            CompletedReport.Opened(1, Severity.Medium, "svc-build"), CompletedReport.Opened(2, Severity.Medium), CompletedReport.Open(3, Severity.High, AsOf.AddDays(-9)));

        var digests = report.Told(NotificationKind.Digest);

        var platform = digests.Should().ContainSingle(told => told.Content.Owner == "Platform").Subject;
        platform.Channel.Should().Be("team");
        platform.Content.Items.Should().ContainSingle().Which.Username.Should().Be("svc-build");
        platform.Content.Figures!.Open.Should().BeEquivalentTo(new Dictionary<string, long> { ["medium"] = 1 });
        platform.Content.Figures.Accounts.Should().Be(1);
        var rest = digests.Should().ContainSingle(told => told.Content.Owner == null).Subject;
        rest.Content.Items.Should().ContainSingle().Which.AccountId.Should().Be("100000000002");
        digests.Should().NotContain(told => told.Content.Owner == "Security", "nothing changed there");
    }

    [Fact]
    public void The_first_route_that_takes_a_finding_gets_it_by_severity_too()
    {
        var report = CompletedReport.Under(TwoTeams).With(
            CompletedReport.Opened(1, Severity.Info, "svc-build"), CompletedReport.Opened(2, Severity.High), CompletedReport.Opened(3, Severity.Low));

        var digests = report.Told(NotificationKind.Digest);

        digests.Select(told => (told.Content.Owner, told.Channel)).Should().BeEquivalentTo([("Security", "security"), ("Security", "team"), (null, "security")]);
        digests.Where(told => told.Content.Owner is null).SelectMany(told => told.Content.Items).Select(item => item.Severity)
            .Should().Equal([Severity.Low, Severity.Info], "the platform team takes nothing below low");
    }

    [Fact]
    public void A_first_report_with_20000_critical_findings_is_told_in_one_digest()
    {
        var report = CompletedReport.ToDesk(isBaseline: true).With(Enumerable.Range(0, 20_000).Select(number => CompletedReport.Opened(number)));

        var told = report.Told().Should().ContainSingle().Subject;

        told.Kind.Should().Be(NotificationKind.Digest);
        told.Content.IsBaseline.Should().BeTrue();
        told.Content.Items.Should().HaveCount(NotificationContent.MaxItems);
        told.Content.ItemCount.Should().Be(20_000);
        told.Content.Figures!.Opened.Should().Be(20_000);
        told.Content.Figures.Open["critical"].Should().Be(20_000);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 1)]
    [InlineData(20_000, 1)]
    public void From_the_fourth_account_on_the_alerts_of_a_report_and_route_are_one_message(int accounts, int messages)
    {
        var report = CompletedReport.ToDesk().With(Enumerable.Range(0, accounts).Select(number => CompletedReport.Opened(number)));

        var alerts = report.Told(NotificationKind.Alert);

        alerts.Should().HaveCount(messages);
        alerts.Sum(told => told.Content.AccountCount).Should().Be(accounts);
        alerts.Sum(told => told.Content.Groups.Sum(group => group.Count)).Should().Be(accounts);
        alerts.SelectMany(told => told.Content.Items).Select(item => item.AccountId).Should().BeInAscendingOrder(StringComparer.Ordinal).And.HaveElementAt(0, "100000000000");
        alerts.Sum(told => told.Content.Items.Count).Should().Be(Math.Min(accounts, NotificationContent.MaxItems));
        report.Told(NotificationKind.Digest).Should().ContainSingle().Which.Content.ItemCount.Should().Be(accounts);
    }

    [Fact]
    public void Alerts_in_one_message_have_an_id_by_run_and_route()
    {
        var told = CompletedReport.ToDesk("\"alertsBundledFrom\": 1,").With(CompletedReport.Opened(1)).Told(NotificationKind.Alert).Single();

        told.Id.Should().Be(Notification.IdOf("acme", NotificationKind.Alert, $"alerts/{CompletedReport.Run.ReportId}/1/0", "desk"));
    }

    [Fact]
    public void Alerts_in_one_message_are_in_a_digest_that_names_each_account_as_alerted()
    {
        var told = CompletedReport.ToDesk().With(Enumerable.Range(0, 9).Select(number => CompletedReport.Opened(number)).Append(CompletedReport.Opened(10, Severity.Low))).Told();

        var digest = told.Single(each => each.Kind is NotificationKind.Digest).Content;
        digest.Items.Where(item => item.IsAlerted).Select(item => item.AccountId).Should().HaveCount(9).And.OnlyHaveUniqueItems();
        digest.Items[0].Should().Match<NotificationItem>(item => !item.IsAlerted && item.Severity == Severity.Low, "it is notified here alone");
        digest.Figures!.AlertedAccounts.Should().Be(9);
        told.Single(each => each.Kind is NotificationKind.Alert).Content.Items.Should().NotContain(item => item.IsAlerted);
    }

    [Fact]
    public void Alerts_of_a_run_that_was_given_up_are_the_same_message_in_the_next_run_though_some_no_longer_hold()
    {
        var before = CompletedReport.Run with { ReportId = "before" };
        AccountState Carried(int number) => CompletedReport.Opened(number) is var account
            ? account with { Events = [CompletedReport.Event(AccountEventKind.Opened, account.Findings[0], before)] }
            : account;
        AccountState Resolved(int number) => Carried(number) is var account ? account with { Findings = [account.Findings[0] with { ResolvedAt = AsOf }] } : account;

        var ids = CompletedReport.ToDesk().With(Enumerable.Range(0, 5).Select(Carried)).Told(NotificationKind.Alert).Select(told => told.Id);

        var later = CompletedReport.ToDesk().With(Enumerable.Range(0, 2).Select(Carried)).With(Enumerable.Range(2, 3).Select(Resolved)).Told(NotificationKind.Alert);
        later.Select(told => told.Id).Should().Equal(ids);
        later.Single().Content.AccountCount.Should().Be(2);
    }

    [Fact]
    public void Alerts_are_of_one_account_each_the_worst_first()
    {
        var both = CompletedReport.Opened(3, Severity.High);
        var two = CompletedReport.Opened(3, Severity.Critical, rule: "abnormal-login");
        both = both with { Findings = [.. both.Findings, .. two.Findings], Events = [.. both.Events, .. two.Events] };
        var report = CompletedReport.ToDesk("\"immediateSeverity\": \"high\",").With(
            CompletedReport.Opened(1, Severity.Medium), CompletedReport.Opened(2, Severity.High), both);

        var alerts = report.Told(NotificationKind.Alert);

        alerts.Select(told => told.Content.Items[0].AccountId).Should().Equal("100000000003", "100000000002");
        alerts[0].Content.Items.Select(item => item.Rule).Should().Equal("abnormal-login", "access-key-leak-risk");
    }

    [Fact]
    public void An_alert_is_told_once_a_channel_though_two_routes_lead_there()
    {
        const string policy =
            """
            {
              "immediateSeverity": "high",
              "channels": { "desk": { "kind": "console" } },
              "routes": [ { "severity": "critical", "channels": ["desk"] }, { "channels": ["desk", "desk"] } ]
            }
            """;
        var account = CompletedReport.Opened(1, Severity.High);
        var two = CompletedReport.Opened(1, Severity.Critical, rule: "abnormal-login");
        account = account with { Findings = [.. account.Findings, .. two.Findings], Events = [.. account.Events, .. two.Events] };

        var alert = CompletedReport.Under(policy).With(account).Told(NotificationKind.Alert).Should().ContainSingle().Subject;

        alert.Content.Items.Select(item => item.Severity).Should().Equal(Severity.Critical, Severity.High);
    }

    [Fact]
    public void The_alert_of_a_run_that_was_given_up_is_the_same_alert_in_the_next_run()
    {
        var account = CompletedReport.Opened(1);
        var before = account with { Events = [CompletedReport.Event(AccountEventKind.Opened, account.Findings[0], CompletedReport.Run with { ReportId = "before" })] };

        var carried = CompletedReport.ToDesk().With(before).Told(NotificationKind.Alert).Single().Id;

        CompletedReport.ToDesk("\"digest\": \"always\",").With(before).Told(NotificationKind.Alert).Single().Id.Should().Be(carried);
        CompletedReport.ToDesk().With(account).Told(NotificationKind.Alert).Single().Id.Should().NotBe(carried);
    }

    [Theory]
    [InlineData(AccountEventKind.Opened, true)]
    [InlineData(AccountEventKind.Reopened, true)]
    [InlineData(AccountEventKind.Raised, true)]
    [InlineData(AccountEventKind.Changed, true)]
    [InlineData(AccountEventKind.RaisedByPolicy, false)]
    [InlineData(AccountEventKind.Lowered, false)]
    [InlineData(AccountEventKind.Resolved, false)]
    [InlineData(AccountEventKind.ExceptionEnded, false)]
    public void What_is_told_at_once_is_what_became_worse_by_itself(AccountEventKind kind, bool isAlert)
    {
        var account = CompletedReport.Open(1, Severity.Critical, AsOf.AddDays(-1));
        account = account with { Events = [CompletedReport.Event(kind, account.Findings[0])] };

        var told = CompletedReport.ToDesk().With(account).Told();

        told.Where(each => each.Kind is NotificationKind.Alert).Should().HaveCount(isAlert ? 1 : 0);
        told.Where(each => each.Kind is NotificationKind.Digest).Should().ContainSingle();
    }

    [Theory]
    [InlineData(AccountEventKind.Opened)]
    [InlineData(AccountEventKind.Reopened)]
    [InlineData(AccountEventKind.Raised)]
    public void What_no_longer_holds_by_the_run_that_notifies_it_goes_to_the_digest_only(AccountEventKind kind)
    {
        var account = CompletedReport.Open(1, Severity.Critical, AsOf);
        var finding = account.Findings[0];
        account = account with { Events = [CompletedReport.Event(kind, finding, CompletedReport.Run with { ReportId = "before" }) with { CatalogueSeverity = Severity.Critical }] };
        AccountState With(FindingState now) => account with { Findings = [now] };

        CompletedReport.ToDesk().With(account).Told(NotificationKind.Alert).Should().ContainSingle();
        CompletedReport.ToDesk().With(With(finding with { ResolvedAt = AsOf })).Told().Should().ContainSingle().Which.Kind.Should().Be(NotificationKind.Digest);
        CompletedReport.ToDesk().With(With(finding with { Openings = 2 })).Told().Should().ContainSingle().Which.Kind.Should().Be(NotificationKind.Digest);
        CompletedReport.ToDesk().With(With(finding with { CatalogueSeverity = Severity.High })).Told(NotificationKind.Alert)
            .Should().HaveCount(kind is AccountEventKind.Raised ? 0 : 1);
    }

    [Fact]
    public void Events_that_a_completed_run_has_notified_are_not_notified_again()
    {
        var account = CompletedReport.Opened(1) with { EventsSince = CompletedReport.Run with { ReportId = "earlier" } };

        CompletedReport.ToDesk().WithStored(account).Told().Should().BeEmpty();
    }

    [Fact]
    public void An_opening_under_an_exception_counts_as_one_when_the_exception_is_over()
    {
        var suppression = new Suppression(new DateOnly(2027, 3, 31), "Known", "storage@example.com");
        var account = CompletedReport.Open(1, Severity.Critical, AsOf, suppression: suppression);
        account = account with { Events = [CompletedReport.Event(AccountEventKind.Opened, account.Findings[0])] };

        CompletedReport.ToDesk().With(account).Told().Single().Content.Figures!.Opened.Should().Be(0);
    }

    [Fact]
    public void What_is_excepted_is_never_alerted_but_counted_and_listed_with_its_reason_when_it_opens()
    {
        var suppression = new Suppression(new DateOnly(2027, 3, 31), "Known", "storage@example.com");
        var account = CompletedReport.Open(1, Severity.Critical, AsOf, suppression: suppression);
        account = account with { Events = [CompletedReport.Event(AccountEventKind.Opened, account.Findings[0])] };

        var told = CompletedReport.ToDesk("\"reminders\": { \"critical\": 1 },").With(account, CompletedReport.Open(2, Severity.High, AsOf.AddDays(-9), suppression: suppression)).Told();

        var content = told.Should().ContainSingle().Which.Content;
        content.Figures!.Open["critical"].Should().Be(1);
        content.Figures.Suppressed.Should().Be(2);
        content.Items.Should().ContainSingle("what was excepted before is a figure").And.OnlyContain(item => item.Kind == ItemKind.Excepted && item.Note == "Exception until 2027-03-31, storage@example.com: Known");
    }

    [Fact]
    public void A_malformed_exception_counts_as_expired_and_that_is_said()
    {
        var reading = PolicyFile(
            """
            {
              "exceptions": [ { "rule": "access-key-leak-risk", "account": "alice", "reason": "r", "owner": "o", "until": "soon" } ],
              "channels": { "desk": { "kind": "console" } }, "routes": [ { "channels": ["desk"] } ]
            }
            """);
        var told = new CompletedReport { Policy = reading }.With(CompletedReport.Opened(1)).Told();

        told.Should().Contain(each => each.Kind == NotificationKind.Alert, "it excepts nothing");
        var digest = told.Single(each => each.Kind == NotificationKind.Digest).Content;
        digest.Remarks.Should().Equal("1 exception of the policy is malformed and counts as expired: $.exceptions[0].");
        digest.Items.Single().Note.Should().Be("The exception $.exceptions[0] of the policy is malformed and counts as expired.");
        digest.Figures!.Open["critical"].Should().Be(1);
    }

    [Fact]
    public void What_is_new_comes_first_then_what_was_alerted_and_relief_last_and_what_stays_open_is_a_figure()
    {
        var resolved = CompletedReport.Open(6, Severity.Critical, AsOf.AddDays(-3));
        resolved = resolved with
        {
            Events = [CompletedReport.Event(AccountEventKind.Resolved, resolved.Findings[0])],
            Findings = [resolved.Findings[0] with { ResolvedAt = AsOf }],
        };
        var content = CompletedReport.ToDesk().With(
            CompletedReport.Open(1, Severity.Critical, AsOf.AddDays(-2)), CompletedReport.Open(2, Severity.Critical, AsOf.AddDays(-20)), CompletedReport.Open(3, Severity.High, AsOf.AddDays(-200)),
            CompletedReport.Opened(4, Severity.Low), CompletedReport.Opened(5, Severity.Medium), CompletedReport.Opened(7), resolved).Told(NotificationKind.Digest).Single().Content;

        content.Items.Select(item => item.AccountId[^1]).Should().Equal('5', '4', '7', '6');
        content.Items.Select(item => item.Kind).Should().Equal(ItemKind.Opened, ItemKind.Opened, ItemKind.Opened, ItemKind.Resolved);
        content.Groups.Select(group => (group.Kind, group.Count, group.IsAlerted)).Should().Equal(
            (ItemKind.Opened, 1, false), (ItemKind.Opened, 1, false), (ItemKind.Opened, 1, true), (ItemKind.Resolved, 1, false));
        content.Figures!.StillOpen.Should().Be(3);
        content.ItemCount.Should().Be(4);
    }

    [Fact]
    public void However_many_accounts_share_an_event_every_group_names_some()
    {
        var resolved = Enumerable.Range(0, 300).Select(number => CompletedReport.Opened(5_000 + number) is var account
            ? account with { Findings = [account.Findings[0] with { ResolvedAt = AsOf }], Events = [CompletedReport.Event(AccountEventKind.Resolved, account.Findings[0])] }
            : account);
        var content = CompletedReport.ToDesk().With(Enumerable.Range(0, 300).Select(number => CompletedReport.Opened(number, number == 299 ? Severity.High : Severity.Medium)))
            .With(CompletedReport.Opened(900, Severity.Low, rule: "console-idle"))
            .With(Enumerable.Range(1_000, 300).Select(number => CompletedReport.Open(number, Severity.Low, AsOf.AddDays(-1)))).With(resolved)
            .Told(NotificationKind.Digest).Single().Content;

        content.Groups.Select(group => (group.Rule, group.Kind, group.Count, group.Severity)).Should().Equal(
            ("access-key-leak-risk", ItemKind.Opened, 1, Severity.High), ("access-key-leak-risk", ItemKind.Opened, 299, Severity.Medium),
            ("console-idle", ItemKind.Opened, 1, Severity.Low), ("access-key-leak-risk", ItemKind.Resolved, 300, Severity.Critical));
        content.Items.Should().HaveCount(100);
        content.Items[0].AccountId.Should().Be("100000000299", "it is the worst");
        content.Groups.Select(group => content.Items.Count(group.Has)).Should().Equal(1, 95, 1, 3);
        content.ItemCount.Should().Be(601);
    }

    [Fact]
    public void Nothing_is_told_where_nothing_changed() =>
        CompletedReport.ToDesk().With(CompletedReport.Open(1, Severity.Critical, AsOf.AddDays(-9))).Told().Should().BeEmpty();

    [Fact]
    public void Every_report_is_told_where_the_policy_wants_it() =>
        CompletedReport.ToDesk("\"digest\": \"always\",").Told().Should().ContainSingle().Which.Kind.Should().Be(NotificationKind.Digest);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 5)]
    public void What_could_not_be_read_or_judged_is_told_though_nothing_else_is(long unreadable, long notAssessed)
    {
        IReadOnlyList<UnassessedColumn> columns = notAssessed == 0 ? [] : [new UnassessedColumn("MFADeviceActive", notAssessed, "reads WAHR")];
        var told = CompletedReport.Under(TwoTeams).Counting(unreadable, columns).Told();

        told.Select(each => (each.Content.Owner, each.Channel)).Should().BeEquivalentTo([("Security", "security"), ("Security", "team")], "theirs is the route of the source");
        told[0].Content.Figures!.UnreadableRows.Should().Be(unreadable);
        told[0].Content.Figures!.NotAssessedColumns.Should().Equal(columns);
    }

    [Fact]
    public void A_first_report_without_a_finding_is_told_to_those_who_watch_the_source() =>
        CompletedReport.Under(TwoTeams, isBaseline: true).With(CompletedReport.Open(1, Severity.Low, AsOf) with { Findings = [] }).Told()
            .Select(told => (told.Channel, told.Content.IsBaseline)).Should().BeEquivalentTo([("security", true), ("team", true)]);

    [Theory]
    [InlineData(6.9, 6, false)]
    [InlineData(7, 6, true)]
    [InlineData(7, 7, false)]
    [InlineData(8, 7, false)]
    [InlineData(20, 8, true)]
    [InlineData(20, 14, false)]
    public void A_reminder_is_due_when_another_so_many_days_are_over_since_the_report_before(double daysOpen, double daysAtLast, bool isDue)
    {
        var told = CompletedReport.ToDesk("\"reminders\": { \"high\": 7 },").After(TimeSpan.FromDays(daysOpen - daysAtLast))
            .With(CompletedReport.Open(1, Severity.High, AsOf.AddDays(-daysOpen)), CompletedReport.Open(2, Severity.Low, AsOf.AddDays(-daysOpen))).Told(NotificationKind.Reminder);

        told.Should().HaveCount(isDue ? 1 : 0);
        if (isDue)
            told[0].Content.Items.Single().AccountId.Should().Be("100000000001");
    }

    [Fact]
    public void A_reminder_waits_for_a_report_that_confirms_the_finding()
    {
        var account = CompletedReport.Open(1, Severity.High, AsOf.AddDays(-7));
        var unconfirmed = account with { Findings = [account.Findings[0] with { LastSeen = AsOf.AddDays(-1) }] };

        CompletedReport.ToDesk("\"reminders\": { \"high\": 7 },").With(unconfirmed).Told().Should().BeEmpty();
        CompletedReport.ToDesk("\"reminders\": { \"high\": 7 },").With(account).Told().Should().ContainSingle();
    }

    [Fact]
    public void What_an_off_rule_found_before_is_not_told()
    {
        var told = CompletedReport.ToDesk("\"rules\": { \"access-key-leak-risk\": \"off\" }, \"reminders\": { \"high\": 1 }, \"digest\": \"always\",")
            .With(CompletedReport.Open(1, Severity.High, AsOf.AddDays(-9))).Told();

        told.Should().ContainSingle().Which.Content.Items.Should().BeEmpty();
    }

    [Fact]
    public void A_look_twice_at_the_same_run_tells_the_same()
    {
        var report = CompletedReport.ToDesk("\"reminders\": { \"high\": 1 },").With(CompletedReport.Opened(1), CompletedReport.Open(2, Severity.High, AsOf.AddDays(-9)));

        report.Told().Should().HaveCount(3).And.BeEquivalentTo(report.Told(), options => options.WithStrictOrdering());
        report.Told().Select(told => told.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Long_texts_are_cut()
    {
        var account = CompletedReport.Opened(1, username: new string('x', 79) + "🔑" + new string('y', 60_000));

        var item = CompletedReport.ToDesk().With(account).Told(NotificationKind.Digest).Single().Content.Items.Single();

        item.Username.Should().Be(new string('x', 79) + "…");
    }

    private static CredFunctions.Policy.AssessmentPolicy PolicyFile(string json) => Policy.PolicyText.Read(json).Policy!.For("default");
}
