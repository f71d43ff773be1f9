using CredFunctions.Accounts;
using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Stores;

namespace CredFunctions.Tests.Evidence;

/// <summary>Reports of one source, one after the other, with the evidence of each.</summary>
internal sealed class EvidenceHistory
{
    private const string Source = "acme";

    private readonly MemoryEvidenceStore evidence = new();
    private readonly MemoryAuditStore reports = new();
    private readonly SortedDictionary<string, AccountState> accounts = new(StringComparer.Ordinal);
    private ReportRecord? last;

    /// <summary>The accounts as the last report left them, by id.</summary>
    public IReadOnlyList<AccountState> Accounts => [.. accounts.Values];

    /// <summary>Works a report that is so many days later than the tests' as-of; gives its files.</summary>
    public Task<WrittenEvidence> AddAsync(int day, params IEnumerable<AccountRow> rows) => AddAsync(day, Report.Of(rows).Bytes());

    public async Task<WrittenEvidence> AddAsync(int day, byte[] report, AssessmentPolicy? policy = null)
    {
        policy ??= AssessmentPolicy.Default;
        using var content = new MemoryStream(report, writable: false);
        var file = ReportFile.Inspect(content);
        using var reader = ReportReader.Open(file, content, policy.ReportTimeZone);
        var record = RecordOf(file, day, policy);
        var assessed = AssessedOf(reader, record, policy);
        var run = new RunContext
        {
            Run = record.Stamp,
            Policy = policy,
            LastCompleted = last?.Stamp,
            PreviousHadUnreadableRows = last?.Counts.UnreadableRows > 0,
            HasUnreadableRows = reader.UnreadableRowCount > 0,
        };
        foreach (var account in assessed)
            accounts[account.AccountId] = AccountLife.Apply(accounts.GetValueOrDefault(account.AccountId), account, run);

        var details = ReportDetails.Of(file, reader);
        record = record with { Counts = new ReportCounts { Rows = details.Rows, Accounts = details.Accounts, UnreadableRows = details.UnreadableRowCount, NotAssessed = assessed.Sum(account => account.NotAssessed.Count) } };
        last = await WriteAsync(record, run, details);
        await reports.CommitAsync(new LaneStep(new Lane { Source = Source, LastCompleted = last.Stamp }, [last]), (await reports.ReadLaneAsync(Source, default)).Version, default);
        return WrittenEvidence.Of(evidence.Files.Where(each => last.Evidence.Contains(each.Key)));
    }

    private async Task<ReportRecord> WriteAsync(ReportRecord record, RunContext run, ReportDetails details)
    {
        IRunEvidence runEvidence = new RunEvidence(evidence, reports);
        await runEvidence.KeepAsync(record, details, default);
        await using var writer = await runEvidence.BeginAsync(record, run, default);
        var summary = new ReportSummary(run);
        foreach (var (id, state) in accounts.ToList())
        {
            var account = accounts[id] = state.Run != run.Run && state.IsPresent && !run.HasUnreadableRows ? AccountLife.Depart(state, run) : state;
            summary.Add(account);
            await writer.AddAsync(account, default);
        }

        record = record with { Status = ReportStatus.Complete, Counts = summary.Over(record.Counts) };
        return record with { Evidence = await writer.CommitAsync(record, default) };
    }

    private static List<AssessedAccount> AssessedOf(ReportReader reader, ReportRecord record, AssessmentPolicy policy)
    {
        var assessment = new Assessment(Source, record.AsOf, policy);
        var accounts = new List<AssessedAccount>();
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            accounts.Add(AssessedAccount.Of(assessment));
        }

        return accounts;
    }

    private static ReportRecord RecordOf(ReportFile file, int day, AssessmentPolicy policy) => new()
    {
        Source = Source,
        ReportId = ReportFile.IdOf(file.Sha256, AccountRow.AsOf.AddDays(day)),
        Sha256 = file.Sha256,
        Name = "credential-report.csv",
        Version = "1",
        AsOf = AccountRow.AsOf.AddDays(day),
        Status = ReportStatus.Recording,
        Run = 1,
        Policy = policy.Hash,
        TouchedAt = AccountRow.AsOf,
    };
}
