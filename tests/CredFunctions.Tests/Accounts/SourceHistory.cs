using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Accounts;

/// <summary>One account over the reports of its source, a day apart, every run completed.</summary>
internal sealed class SourceHistory
{
    public const string Source = "default";

    private RunStamp? lastCompleted;
    private bool lastHadUnreadableRows;
    private int reports;
    private int waited;
    private RunContext? last;

    public AccountState? State { get; private set; }

    /// <summary>The events that completing the last report notifies.</summary>
    public IReadOnlyList<AccountEvent> Events => last is null ? [] : State?.EventsToNotify(last) ?? [];

    /// <summary>How many openings and resolutions each completed report counts.</summary>
    public List<(long Opened, long Resolved)> Counts { get; } = [];

    public DateTimeOffset AsOf => AccountRow.AsOf.AddDays(reports - 1 + waited);

    /// <summary>What a report of this one account says of it.</summary>
    public static AssessedAccount Assess(AccountRow row, DateTimeOffset asOf, AssessmentPolicy policy) =>
        Reading.Account(Building.Report.Of(row), account =>
        {
            var assessment = new Assessment(Source, asOf, policy);
            assessment.Assess(account);
            return AssessedAccount.Of(assessment);
        });

    /// <summary>No report comes for some days more.</summary>
    public SourceHistory Wait(int days)
    {
        waited += days;
        return this;
    }

    /// <summary>A report comes and is completed.</summary>
    /// <param name="row">The account's row; null where the report does not have it.</param>
    /// <param name="policy">The policy, unless it is the default.</param>
    /// <param name="hasUnreadableRows">Whether some other row of the report cannot be read.</param>
    /// <param name="completes">Whether the run is completed; one that is not has notified nothing.</param>
    /// <param name="asOf">The as-of, where it is that of an earlier report.</param>
    public SourceHistory Report(AccountRow? row, AssessmentPolicy? policy = null, bool hasUnreadableRows = false, bool completes = true, DateTimeOffset? asOf = null)
    {
        reports++;
        policy ??= AssessmentPolicy.Default;
        var run = last = new RunContext
        {
            Run = new RunStamp(asOf ?? AsOf, $"{reports:d64}", 1),
            Policy = policy,
            LastCompleted = lastCompleted,
            PreviousHadUnreadableRows = lastHadUnreadableRows,
            HasUnreadableRows = hasUnreadableRows,
        };

        if (row is not null)
            State = AccountLife.Apply(State, Assess(row, run.Run.AsOf, policy), run);
        else if (State is not null && !hasUnreadableRows)
            State = AccountLife.Depart(State, run);
        else if (State is not null && completes)
            State = AccountLife.Untouched(State, run);

        if (!completes)
            return this;

        (lastCompleted, lastHadUnreadableRows) = (run.Run, hasUnreadableRows);
        Counts.Add(CountsOf(run));
        return this;
    }

    private (long Opened, long Resolved) CountsOf(RunContext run)
    {
        var summary = new ReportSummary(run);
        if (State is not null)
            summary.Add(State);
        var counts = summary.Over(new ReportCounts());
        return (counts.Opened + counts.Reopened, counts.Resolved);
    }

    /// <summary>The only report of the source is withdrawn.</summary>
    public SourceHistory Forget()
    {
        State = AccountLife.Forget(State!, new RunStamp(AsOf, new string('f', 64), 1));
        (last, lastCompleted, lastHadUnreadableRows) = (null, null, false);
        return this;
    }

    /// <summary>The events of the last report, in short.</summary>
    public IEnumerable<string> EventNames() => Events.Select(each => each.Change ?? $"{each.Kind} {each.Rule}");

    public FindingState Finding(string rule) => State!.Findings.Single(finding => finding.Rule == rule);
}
