using CredFunctions.Accounts;
using CredFunctions.Notifications;

namespace CredFunctions.Tests.Planning;

/// <summary>A change and what it does to a finding are one entry.</summary>
public sealed class EntryTests
{
    private static readonly DateTimeOffset AsOf = CompletedReport.AsOf;

    [Theory]
    [InlineData("mfa-removed", Severity.High, "console-mfa-disabled", AccountEventKind.Opened)]
    [InlineData("mfa-removed", Severity.Critical, "console-mfa-disabled", AccountEventKind.Reopened)]
    [InlineData("login-protection-removed", Severity.High, "abnormal-login", AccountEventKind.Raised)]
    [InlineData("operation-protection-removed", Severity.High, "operation-protection-disabled", AccountEventKind.Opened)]
    [InlineData("access-key-created", Severity.Info, "possible-compromise", AccountEventKind.Opened)]
    [InlineData("access-key-reenabled", Severity.Medium, "access-key-leak-risk", AccountEventKind.Raised)]
    [InlineData("console-enabled", Severity.Low, "console-and-access-key", AccountEventKind.Opened)]
    [InlineData("account-created", Severity.Info, "access-key-leak-risk", AccountEventKind.Opened)]
    public void A_change_that_opens_or_raises_a_finding_is_one_entry_of_the_worse_severity(
        string change, Severity changed, string rule, AccountEventKind kind)
    {
        var digest = Digest(rule, kind, Severity.Medium, Change(change, changed, rule));

        var item = digest.Items.Should().ContainSingle().Subject;
        (item.Rule, item.Change, item.Resolves).Should().Be((rule, change, null));
        item.Kind.Should().Be(kind switch { AccountEventKind.Opened => ItemKind.Opened, AccountEventKind.Reopened => ItemKind.Reopened, _ => ItemKind.Raised });
        item.Severity.Should().Be(changed > Severity.Medium ? changed : Severity.Medium);
        digest.Figures!.Changes.Should().Be(0, "it is counted as what it did");
        (digest.Figures.Opened + digest.Figures.Reopened + digest.Figures.Raised).Should().Be(1);
    }

    [Theory]
    [InlineData("access-key-deleted", Severity.Info, "access-key-leak-risk")]
    [InlineData("account-removed", Severity.Info, "console-mfa-disabled")]
    public void A_change_that_resolves_a_finding_is_one_entry_among_what_is_resolved(string change, Severity severity, string rule)
    {
        var digest = Digest(rule, AccountEventKind.Resolved, Severity.High, Change(change, severity, rule));

        digest.Items.Should().ContainSingle().Which.Should().Match<NotificationItem>(
            item => item.Kind == ItemKind.Resolved && item.Rule == rule && item.Change == change && item.Severity == Severity.High);
        (digest.Figures!.Resolved, digest.Figures.Changes).Should().Be((1, 0));
    }

    [Fact]
    public void A_change_that_needs_attention_stays_one_though_it_resolves_a_finding()
    {
        var digest = Digest("access-key-unused", AccountEventKind.Resolved, Severity.Medium, Change("access-key-awoke", Severity.High, "access-key-unused"));

        digest.Items.Should().ContainSingle().Which.Should().Match<NotificationItem>(
            item => item.Kind == ItemKind.Changed && item.Change == "access-key-awoke" && item.Resolves == "access-key-unused" && item.Severity == Severity.High);
        (digest.Figures!.Resolved, digest.Figures.Changes).Should().Be((0, 1));
    }

    [Theory]
    [InlineData("mfa-removed", "access-key-not-rotated")]
    [InlineData("login-protection-removed", "console-mfa-disabled")]
    [InlineData("mfa-removed", "abnormal-login")]
    [InlineData("user-type-changed", "console-idle")]
    public void A_change_that_has_nothing_to_do_with_a_finding_is_an_entry_of_its_own(string change, string rule) =>
        Digest(rule, AccountEventKind.Opened, Severity.High, Change(change, Severity.High, rule)).Items
            .Select(item => (item.Rule, item.Change)).Should().BeEquivalentTo([(rule, null), ((string?)null, (string?)change)]);

    [Fact]
    public void A_change_is_named_with_the_worst_of_several_findings_that_it_opened()
    {
        var account = Account("console-mfa-disabled", Severity.High, AccountEventKind.Opened);
        var other = Account("console-and-access-key", Severity.Low, AccountEventKind.Opened);
        account = account with
        {
            Findings = [.. other.Findings, .. account.Findings],
            Events = [Change("console-enabled", Severity.Low, ""), .. other.Events, .. account.Events],
        };

        CompletedReport.ToDesk().With(account).Told(NotificationKind.Digest).Single().Content.Items.Select(item => (item.Rule, item.Change))
            .Should().Equal(("console-mfa-disabled", "console-enabled"), ("console-and-access-key", null));
    }

    [Fact]
    public void A_change_and_a_finding_of_different_runs_are_two_entries() =>
        Digest("console-mfa-disabled", AccountEventKind.Opened, Severity.High,
            Change("mfa-removed", Severity.High, "") with { Run = CompletedReport.Run with { ReportId = "before" } }).Items.Should().HaveCount(2);

    [Fact]
    public void A_change_is_notified_though_the_finding_is_under_an_exception()
    {
        var account = CompletedReport.Open(1, Severity.High, AsOf, rule: "console-mfa-disabled", suppression: new Suppression(new DateOnly(2027, 3, 31), "Known", "a@example.com"));
        account = account with { Events = [Change("mfa-removed", Severity.Critical, ""), CompletedReport.Event(AccountEventKind.Opened, account.Findings[0])] };

        var told = CompletedReport.ToDesk().With(account).Told();

        told.Single(each => each.Kind is NotificationKind.Alert).Content.Items.Single().Change.Should().Be("mfa-removed");
        told.Single(each => each.Kind is NotificationKind.Digest).Content.Items.Select(item => item.Kind).Should().Equal(ItemKind.Changed, ItemKind.Excepted);
    }

    [Fact]
    public void A_finding_whose_exception_ended_and_whose_opening_was_kept_back_is_one_entry()
    {
        var account = CompletedReport.Open(1, Severity.High, AsOf.AddDays(-9), rule: "console-mfa-disabled");
        account = account with
        {
            Events =
            [
                CompletedReport.Event(AccountEventKind.ExceptionEnded, account.Findings[0]),
                CompletedReport.Event(AccountEventKind.Opened, account.Findings[0]) with { IsLate = true },
            ],
        };

        var digest = CompletedReport.ToDesk().With(account).Told(NotificationKind.Digest).Single().Content;

        digest.Items.Should().ContainSingle().Which.Kind.Should().Be(ItemKind.Opened);
        (digest.Figures!.Opened, digest.Figures.ExceptionsEnded).Should().Be((1, 0));
    }

    private static NotificationContent Digest(string rule, AccountEventKind kind, Severity severity, AccountEvent change)
    {
        var account = Account(rule, severity, kind);
        return CompletedReport.ToDesk("\"immediateSeverity\": \"critical\",").With(account with { Events = [change, .. account.Events] })
            .Told(NotificationKind.Digest).Single().Content;
    }

    private static AccountState Account(string rule, Severity severity, AccountEventKind kind)
    {
        var account = CompletedReport.Open(1, severity, AsOf, rule: rule);
        var finding = account.Findings[0] with
        {
            SecretIdMask = IsOnKey(rule) ? account.Findings[0].SecretIdMask : null,
            ResolvedAt = kind is AccountEventKind.Resolved ? AsOf : null,
        };
        return account with { Findings = [finding], Events = [CompletedReport.Event(kind, finding)] };
    }

    private static AccountEvent Change(string change, Severity severity, string rule) => new()
    {
        Kind = AccountEventKind.Changed,
        Change = change,
        Severity = severity,
        Message = "It changed.",
        Run = CompletedReport.Run,
        SecretIdMask = change.StartsWith("access-key", StringComparison.Ordinal) && IsOnKey(rule) ? "AKIDz8kr…hESA" : null,
    };

    private static bool IsOnKey(string rule) => CredFunctions.Rules.RuleCatalogue.Find(rule)?.Subjects.Count == 2;
}
