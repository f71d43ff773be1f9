using CredFunctions.Accounts;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Accounts;

/// <summary>How runs follow each other: runs that were never completed, a run of an earlier report, a source without a report.</summary>
public sealed class AccountLifeTests
{
    private const string Rule = "console-mfa-disabled";

    private readonly SourceHistory history = new();

    [Fact]
    public void Events_of_an_incomplete_run_are_notified_by_the_next_run_that_completes_and_not_again()
    {
        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), completes: false).Report(Mfa("FALSE"), completes: false).Report(Mfa("FALSE"));
        history.EventNames().Should().Equal("mfa-removed", $"Opened {Rule}");

        history.Report(Mfa("FALSE"));
        history.EventNames().Should().BeEmpty();
    }

    [Fact]
    public void Events_of_an_incomplete_run_are_notified_though_the_next_report_does_not_show_the_account()
    {
        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), completes: false).Report(null, hasUnreadableRows: true);
        history.EventNames().Should().Equal("mfa-removed", $"Opened {Rule}");

        history.Report(null, hasUnreadableRows: true);
        history.EventNames().Should().BeEmpty();
        history.Report(Mfa("FALSE"));
        history.EventNames().Should().BeEmpty();
    }

    [Fact]
    public void Events_of_an_incomplete_run_are_notified_when_the_account_left()
    {
        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), completes: false).Report(null);
        history.EventNames().Should().Equal("mfa-removed", $"Opened {Rule}", "account-removed", $"Resolved {Rule}");

        history.Report(null);
        history.EventNames().Should().BeEmpty();
    }

    [Fact]
    public void A_departure_that_an_incomplete_run_recorded_is_notified_by_the_next_one()
    {
        history.Report(Mfa("FALSE")).Report(null, completes: false).Report(null);
        history.EventNames().Should().Equal("account-removed", $"Resolved {Rule}");
    }

    [Fact]
    public void The_first_report_to_complete_has_no_changes_whatever_incomplete_runs_recorded_before()
    {
        history.Report(Mfa("TRUE"), completes: false).Report(Mfa("FALSE"));
        history.EventNames().Should().Equal($"Opened {Rule}");

        var gone = new SourceHistory().Report(Mfa("FALSE"), completes: false).Report(null);
        gone.EventNames().Should().Equal($"Opened {Rule}", $"Resolved {Rule}");
    }

    [Fact]
    public void A_run_of_an_earlier_report_applies_to_the_accounts_as_they_are()
    {
        history.Report(Mfa("FALSE")).Report(Mfa("TRUE")).Report(Mfa("FALSE"), asOf: AccountRow.AsOf);

        history.EventNames().Should().Equal("mfa-removed", $"Reopened {Rule}");
        history.Finding(Rule).Should().BeEquivalentTo(new { Openings = 2, FirstSeen = AccountRow.AsOf, OpenedAt = AccountRow.AsOf, IsOpen = true });
    }

    [Fact]
    public void Events_of_an_incomplete_run_of_an_earlier_report_are_notified_by_the_next_one()
    {
        history.Report(Mfa("FALSE")).Report(Mfa("TRUE")).Report(Mfa("FALSE"), asOf: AccountRow.AsOf, completes: false).Report(Mfa("FALSE"));
        history.EventNames().Should().Equal("mfa-removed", $"Reopened {Rule}");

        history.Report(Mfa("FALSE"));
        history.EventNames().Should().BeEmpty();
    }

    [Fact]
    public void Of_a_forgotten_account_only_the_openings_of_its_findings_stay()
    {
        history.Report(Mfa("FALSE")).Report(Mfa("TRUE")).Report(Mfa("FALSE"));
        var openings = new Dictionary<string, int> { [history.Finding(Rule).Fingerprint] = 2 };

        history.Forget();

        history.State!.Should().BeEquivalentTo(
            new { AccountId = "100000000001", Username = "", UserType = "unrecognised", IsPresent = false, PastOpenings = openings, EventsSince = (RunStamp?)null });
        history.State.Findings.Should().BeEmpty();
        history.State.Events.Should().BeEmpty();
        history.State.Snapshot.Should().BeEquivalentTo(new AccountSnapshot());
    }

    [Fact]
    public void A_finding_of_a_forgotten_account_is_first_seen_anew_and_goes_on_counting()
    {
        history.Report(Mfa("FALSE")).Report(Mfa("TRUE")).Report(Mfa("FALSE")).Forget();

        history.Report(Mfa("TRUE"));
        history.EventNames().Should().BeEmpty("it is the first report again");
        history.Report(Mfa("FALSE"));

        history.EventNames().Should().Equal("mfa-removed", $"Opened {Rule}");
        history.Finding(Rule).Should().BeEquivalentTo(new { Openings = 3, FirstSeen = history.AsOf });
        history.State!.PastOpenings.Should().BeEmpty("the finding counts by itself again");
    }

    [Fact]
    public void Forgetting_twice_changes_nothing()
    {
        history.Report(Mfa("FALSE"));
        var run = new RunStamp(AccountRow.AsOf, new string('f', 64), 1);
        var forgotten = AccountLife.Forget(history.State!, run);

        AccountLife.Forget(forgotten, run).Should().BeSameAs(forgotten);
        AccountLife.Forget(forgotten, run with { Number = 2 }).PastOpenings.Should().BeEquivalentTo(forgotten.PastOpenings);
    }

    private static AccountRow Mfa(string text) => AccountRow.Clean().With(Column.MfaDeviceActive, text);
}
