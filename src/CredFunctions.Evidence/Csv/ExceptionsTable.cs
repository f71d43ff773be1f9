using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Policy;

namespace CredFunctions.Evidence.Csv;

/// <summary><c>exceptions.csv</c>: every exception of the policy, and what it still matches.</summary>
internal sealed class ExceptionsTable(EvidenceText text, RunContext run) : IEvidenceFormat
{
    private readonly ExceptionTally tally = new(run);

    public void Add(EvidenceAccount account) => tally.Add(account);

    public Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        var rows = new CsvRows(
            text, "rule", "account", "key", "reason", "owner", "until", "source", "state", "still_matching", "findings", "first_seen");
        foreach (var grant in run.Policy.Exceptions.All)
        {
            var (matching, firstSeen) = tally.Of(grant);
            rows.Cell(grant.Rule);
            rows.Cell(grant.Account.ToString());
            rows.Cell(grant.Key);
            rows.Cell(grant.Reason);
            rows.Cell(grant.Owner);
            rows.Cell(grant.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            rows.Cell(grant.Source?.ToString());
            rows.Cell(grant.StateOn(run.Policy.DayOf(run.Run.AsOf)));
            rows.Cell(matching > 0 ? "yes" : "no");
            rows.Cell(matching);
            rows.Cell(firstSeen);
            rows.End();
        }

        return Task.CompletedTask;
    }
}

/// <summary>The open findings that each exception of a policy is for, whether its last day is over or not.</summary>
internal sealed class ExceptionTally(RunContext run)
{
    private readonly Dictionary<ExceptionGrant, (long Findings, DateTimeOffset FirstSeen)> matching =
        new(ReferenceEqualityComparer.Instance);

    public void Add(EvidenceAccount account)
    {
        foreach (var (finding, _) in account.Findings)
        {
            if (!finding.IsOpen || !run.Policy.Exceptions.HasFor(finding.Rule))
                continue;
            var exception = run.Policy.ExceptionFor(
                finding.Rule, account.State.AccountId, account.State.Username, finding.SecretIdMask, run.Run.AsOf);
            if (exception.Grant is not { } grant)
                continue;
            var (findings, firstSeen) = matching.GetValueOrDefault(grant, (0, DateTimeOffset.MaxValue));
            matching[grant] = (findings + 1, finding.FirstSeen < firstSeen ? finding.FirstSeen : firstSeen);
        }
    }

    /// <summary>How many open findings it is for, and when the first of them was first seen; null where there are none.</summary>
    public (long Findings, DateTimeOffset? FirstSeen) Of(ExceptionGrant grant) =>
        matching.TryGetValue(grant, out var found) ? (found.Findings, found.FirstSeen) : (0, null);
}

/// <summary>
/// <c>unreadable.csv</c>: the rows that could not be read, the first <see cref="Reports.ReportReader.MaxListedUnreadableRows"/>.
/// </summary>
internal sealed class UnreadableTable(EvidenceText text) : IEvidenceFormat
{
    public void Add(EvidenceAccount account)
    {
    }

    public Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        var rows = new CsvRows(text, "line", "reason");
        foreach (var row in result.Details.UnreadableRows)
        {
            rows.Cell(row.Line);
            rows.Cell(row.Reason);
            rows.End();
        }

        return Task.CompletedTask;
    }
}
