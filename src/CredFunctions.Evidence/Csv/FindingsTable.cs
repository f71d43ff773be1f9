using System.Globalization;
using System.Numerics;

using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Rules;

namespace CredFunctions.Evidence.Csv;

/// <summary><c>findings.csv</c>: every open finding, and those that the run resolved.</summary>
internal sealed class FindingsTable(EvidenceText text) : IEvidenceFormat
{
    private readonly FindingRows rows = new(text);

    public void Add(EvidenceAccount account)
    {
        foreach (var (finding, status) in account.Findings)
            rows.Add(account.State, finding, status.Name());
    }
}

/// <summary>Findings as rows of a table for a spreadsheet: of the evidence, and of a command.</summary>
public sealed class FindingRows
{
    /// <summary>The state of a check without a verdict, which a command lists among the findings.</summary>
    public const string NotAssessed = "not-assessed";

    private readonly EvidenceText text;
    private readonly CsvRows rows;

    public FindingRows(Stream output)
        : this(new EvidenceText(output))
    {
    }

    internal FindingRows(EvidenceText text)
    {
        this.text = text;
        rows = new CsvRows(
            text,
            "account_id", "username", "user_type", "profile", "rule", "title", "severity", "state", "subject", "secret_id", "message",
            "first_seen", "opened_at", "openings", "last_seen", "resolved_at", "exception_until", "exception_reason", "exception_owner",
            "cells", "fingerprint");
    }

    /// <summary>Adds findings of an account, with their status in a run, and the checks that the run could not assess.</summary>
    public void Add(AccountState account, IEnumerable<FindingState> findings, IEnumerable<UnassessedRule> notAssessed, RunContext run)
    {
        foreach (var finding in findings)
            Add(account, finding, EvidenceAccount.StatusOf(account, finding, run).Name());
        foreach (var (rule, subject, reason) in notAssessed)
        {
            var severity = run.Policy.SeverityOf(rule, account.AccountId, account.Username);
            Add(account, rule, severity, NotAssessed, subject, secretId: null, reason, finding: null);
        }

        if (text.IsFull)
            Flush();
    }

    /// <summary>Writes what is buffered.</summary>
    public void Flush() => text.Flush();

    internal void Add(AccountState account, FindingState finding, string state) => Add(
        account, finding.Rule, finding.Severity, state, finding.Subject, finding.SecretIdMask, finding.Message, finding);

    // A check without a verdict has no finding, and leaves its cells empty.
    private void Add(
        AccountState account, string rule, Severity severity, string state, Subject subject, string? secretId, string message,
        FindingState? finding)
    {
        rows.Cell(account.AccountId);
        rows.Cell(account.Username);
        rows.Cell(account.UserType);
        rows.Cell(account.Profile.Name());
        rows.Cell(rule);
        rows.Cell(RuleCatalogue.Find(rule)?.Title);
        rows.Cell(severity.Name());
        rows.Cell(state);
        rows.Cell(subject.Name());
        rows.Cell(secretId);
        rows.Cell(message);
        rows.Cell(finding?.FirstSeen);
        rows.Cell(finding?.OpenedAt);
        if (finding is null)
            rows.Cell(null as string);
        else
            rows.Cell(finding.Openings);
        rows.Cell(finding?.LastSeen);
        rows.Cell(finding?.ResolvedAt);
        rows.Cell(finding?.Suppression?.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        rows.Cell(finding?.Suppression?.Reason);
        rows.Cell(finding?.Suppression?.Owner);
        rows.Cell(finding is null ? null : string.Join("; ", finding.Evidence.Select(cell => $"{cell.Key}: {cell.Value}")));
        rows.Cell(finding?.Fingerprint);
        rows.End();
    }
}

/// <summary><c>accounts.csv</c>: every account, one without a finding too.</summary>
internal sealed class AccountsTable(EvidenceText text) : IEvidenceFormat
{
    private readonly CsvRows rows = new(
        text,
        "account_id", "username", "user_type", "profile", "presence", "worst", "critical", "high", "medium", "low", "info", "suppressed",
        "checks_failed", "checks_passed", "checks_not_assessed", "as_of", "gone_since");

    private readonly RepeatedEnds ends = new(text);

    public void Add(EvidenceAccount account)
    {
        rows.Cell(account.State.AccountId);
        rows.Cell(account.State.Username);
        ends.Write(account, WriteEnd);
        rows.End();
    }

    private void WriteEnd(EvidenceAccount account)
    {
        var (state, outcomes) = (account.State, account.Outcomes);
        Span<int> open = stackalloc int[Severities.WorstFirst.Count];
        var (suppressed, worst) = (0, -1);
        foreach (var (finding, status) in account.Findings)
        {
            if (status is FindingStatus.Resolved)
                continue;
            open[(int)finding.Severity]++;
            worst = Math.Max(worst, (int)finding.Severity);
            suppressed += status is FindingStatus.Suppressed ? 1 : 0;
        }

        rows.Cell(state.UserType);
        rows.Cell(state.Profile.Name());
        rows.Cell(account.Presence.Name());
        rows.Cell(worst < 0 ? null : ((Severity)worst).Name());
        foreach (var severity in Severities.WorstFirst)
            rows.Cell(open[(int)severity]);
        rows.Cell(suppressed);
        rows.Cell(BitOperations.PopCount(outcomes.Failed));
        rows.Cell(BitOperations.PopCount(outcomes.Passed));
        rows.Cell(BitOperations.PopCount(outcomes.NotAssessed));
        rows.Cell(state.SnapshotAsOf);
        rows.Cell(state.GoneSince);
    }
}

/// <summary><c>not-assessed.csv</c>: every verdict that could not be given, and the cells that kept it from being given.</summary>
internal sealed class NotAssessedTable(EvidenceText text) : IEvidenceFormat
{
    private readonly CsvRows rows = new(text, "account_id", "username", "rule", "subject", "reason");

    public void Add(EvidenceAccount account)
    {
        foreach (var (rule, subject, reason) in account.NotAssessed)
        {
            rows.Cell(account.State.AccountId);
            rows.Cell(account.State.Username);
            rows.Cell(rule);
            rows.Cell(subject.Name());
            rows.Cell(reason);
            rows.End();
        }
    }
}

/// <summary><c>due.csv</c>: every check that is passed and will fail, and every key that Tencent Cloud will disable.</summary>
internal sealed class DueTable(EvidenceText text, RunContext run) : IEvidenceFormat
{
    private readonly CsvRows rows = new(
        text, "account_id", "username", "rule", "title", "subject", "secret_id", "at", "overdue", "exception_until", "exception_reason",
        "exception_owner");

    public void Add(EvidenceAccount account)
    {
        var state = account.State;
        foreach (var check in account.Due)
        {
            var grant = DueList.ExceptionOf(check, state.AccountId, state.Username, run.Policy);
            rows.Cell(state.AccountId);
            rows.Cell(state.Username);
            rows.Cell(check.Rule);
            rows.Cell(check.Title);
            rows.Cell(check.Subject.Name());
            rows.Cell(check.SecretIdMask);
            rows.Cell(check.At);
            rows.Cell(check.IsAutoDisable && check.At <= run.Run.AsOf ? "yes" : null);
            rows.Cell(grant?.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            rows.Cell(grant?.Reason);
            rows.Cell(grant?.Owner);
            rows.End();
        }
    }
}

/// <summary><c>controls.csv</c>: the control matrix.</summary>
internal sealed class ControlsTable(EvidenceText text, RunContext run, ControlMatrix controls) : IEvidenceFormat
{
    public void Add(EvidenceAccount account) => controls.Add(account);

    public Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        var rows = new CsvRows(
            text,
            "mapping", "framework", "version", "clause", "words", "bound", "evaluated_at", "reservation", "fit", "rules", "rules_off",
            "accounts", "assessed", "passed", "failed", "excepted", "not_assessed", "not_applicable", "read_at");
        foreach (var tally in controls.Tallies)
        {
            rows.Cell(tally.Source.Name());
            rows.Cell(tally.Control.Framework);
            rows.Cell(tally.Control.Version);
            rows.Cell(tally.Control.Clause);
            rows.Cell(tally.Control.Words);
            rows.Cell(tally.Control.Bound.Words);
            rows.Cell(tally.EvaluatedAt);
            rows.Cell(tally.Reservation);
            rows.Cell(tally.IsExact ? "exact" : "partial");
            rows.Cell(string.Join(' ', tally.Rules.Select(rule => rule.Id)));
            rows.Cell(string.Join(' ', tally.Rules.Where(run.Policy.IsOff).Select(rule => rule.Id)));
            rows.Cell(tally.Accounts);
            rows.Cell(tally.Assessed);
            rows.Cell(tally.Passed);
            rows.Cell(tally.Failed);
            rows.Cell(tally.Excepted);
            rows.Cell(tally.NotAssessed);
            rows.Cell(tally.Accounts - tally.Assessed - tally.NotAssessed);
            rows.Cell(tally.Control.ReadAt);
            rows.End();
        }

        return Task.CompletedTask;
    }
}
