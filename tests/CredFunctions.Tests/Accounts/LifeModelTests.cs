using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Planning;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Accounts;

/// <summary>
/// The life of accounts and findings against a model written from the rules' page alone, over random histories of a source:
/// unreadable rows, runs that never complete, a run of an earlier report, policies that change.
/// </summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class LifeModelTests(ITestOutputHelper output)
{
    private const int Histories = 60;
    private const int Reports = 24;

    private static readonly string[] Ids = ["100000000001", "100000000002", "100000000003"];
    private static readonly string[] Flags = ["TRUE", "TRUE", "TRUE", "FALSE", "not_supported", "odd", "N/A"];
    private static readonly string[] UserTypes = ["Sub-user", "Sub-user", "Sub-user", "Collaborator", "Message receiver", "odd"];
    private static readonly string[] SecretIds = [AccountRow.SecretId, AccountRow.SecretId, AccountRow.OtherSecretId, AccountRow.OtherSecretId, "N/A", "a b"];
    private static readonly string[] Statuses = ["Active", "Active", "Disable", "odd", "N/A"];

    private readonly SortedDictionary<string, long> seen = new(StringComparer.Ordinal);

    [Fact]
    public void What_is_known_and_notified_is_what_the_model_says()
    {
        var count = RandomRuns.Times(Histories);
        for (var number = 0; number < count; number++)
            new History(RandomRuns.SeedOf(number), seen).Run();

        output.WriteLine($"seed {RandomRuns.Seed}: {count} histories; {string.Join(", ", seen.Select(each => $"{each.Value} {each.Key}"))}");

        // Histories in which something never comes to pass would show nothing of it.
        seen.Keys.Should().Contain(AccountChange.All.Select(change => change.Id))
            .And.Contain(["completed", "incomplete", "opened", "opened late", "raised", "resolved", "immediate", "suppressed"]);
    }

    /// <summary>One history, shown to the product and to the model.</summary>
    private sealed class History(int seed, SortedDictionary<string, long> seen)
    {
        private readonly Random random = new(seed);
        private readonly Dictionary<string, AccountState> states = new(StringComparer.Ordinal);
        private readonly Dictionary<string, LifeModel> models = Ids.ToDictionary(id => id, id => new LifeModel(id), StringComparer.Ordinal);
        private readonly List<DateTimeOffset> asOfs = [];
        private RunStamp? lastCompleted;
        private bool lastHadUnreadableRows;
        private DateTimeOffset now = AccountRow.AsOf;
        private PolicyOfModel policy = new("critical", [], new Dictionary<string, string>(), []);
        private AssessmentPolicy readPolicy = AssessmentPolicy.Default;
        private int number;

        private string Because => $"of report {number} of history {seed}";

        public void Run()
        {
            TakePolicy();
            for (number = 0; number < Reports; number++)
            {
                now = now.AddHours(random.Next(6, 100));
                if (random.Next(4) == 0)
                    TakePolicy();
                Report(asOfs.Count > 0 && random.Next(12) == 0 ? asOfs[random.Next(asOfs.Count)] : now);
            }
        }

        private void Report(DateTimeOffset asOf)
        {
            asOfs.Add(asOf);
            var hasUnreadableRows = random.Next(4) == 0;
            var completes = random.Next(4) > 0;
            var run = new RunContext
            {
                Run = new RunStamp(asOf, $"{number:d64}", 1),
                Policy = readPolicy,
                LastCompleted = lastCompleted,
                PreviousHadUnreadableRows = lastHadUnreadableRows,
                HasUnreadableRows = hasUnreadableRows,
            };
            var report = new ReportOfModel(asOf, IsFirst: lastCompleted is null, lastHadUnreadableRows, policy);
            foreach (var id in Ids.Where(_ => random.Next(7) > 0))
            {
                // A run that never completes may have recorded some accounts and not others.
                if (completes || random.Next(3) > 0)
                    Show(Row(id), run, report);
            }

            Note(completes ? "completed" : "incomplete");
            if (completes)
                Complete(run, report);
            Lives().Should().BeEquivalentTo(models.Values.SelectMany(model => model.Findings), Because);
        }

        private void Show(AccountRow row, RunContext run, ReportOfModel report)
        {
            var id = row[Column.AccountId];
            states[id] = AccountLife.Apply(states.GetValueOrDefault(id), SourceHistory.Assess(row, report.AsOf, readPolicy), run);
            models[id].Show(Columns.All.ToDictionary(Columns.NameOf, column => row[column], StringComparer.Ordinal), report);
        }

        // As the completion of a report does it.
        private void Complete(RunContext run, ReportOfModel report)
        {
            foreach (var (id, state) in states.Where(each => each.Value.Run != run.Run).ToList())
            {
                var leaves = state.IsPresent && !run.HasUnreadableRows;
                states[id] = leaves ? AccountLife.Depart(state, run) : AccountLife.Untouched(state, run);
                if (leaves)
                    models[id].Leave(report);
            }

            var immediate = Immediate(run);
            var expected = models.Values.Select(model => model.Complete(report)).ToList();
            var opened = Keys(run, (finding, each) => each.IsOpening && each.StillHolds(finding) && finding.Suppression is null);
            var raised = Keys(run, (finding, each) => each.Kind is AccountEventKind.Raised && each.StillHolds(finding) && finding.Suppression is null);
            var resolved = Keys(run, (_, each) => each.Kind is AccountEventKind.Resolved);
            var changes = states.Values.SelectMany(state => state.EventsToNotify(run).Where(each => each.Change is not null)
                .Select(each => $"{state.AccountId} {each.Change} {each.Severity.Name()}")).ToList();

            opened.Should().BeEquivalentTo(expected.SelectMany(each => each.Opened), Because);
            raised.Except(opened).Should().BeEquivalentTo(expected.SelectMany(each => each.Raised), Because);
            resolved.Should().BeEquivalentTo(expected.SelectMany(each => each.Resolved), Because);
            changes.Should().BeEquivalentTo(expected.SelectMany(each => each.Changes), Because);
            var expectedAtOnce = expected.SelectMany(each => each.Immediate).ToHashSet(StringComparer.Ordinal);
            expectedAtOnce.Except(immediate.SelectMany(item => item.Facts)).Should().BeEmpty(Because);
            immediate.Where(item => item.IsModelled).Should().OnlyContain(item => item.Facts.Any(expectedAtOnce.Contains), Because);

            NoteAll("opened", opened.Count);
            NoteAll("raised", raised.Count);
            NoteAll("resolved", resolved.Count);
            NoteAll("immediate", immediate.Count);
            NoteAll("opened late", states.Values.Sum(state => state.EventsToNotify(run).LongCount(each => each.IsOpening && state.Finding(each.Fingerprint!)?.OpenedAt != run.Run.AsOf)));
            NoteAll("suppressed", states.Values.Sum(state => state.OpenFindings.LongCount(finding => finding.Suppression is not null)));
            foreach (var change in changes)
                Note(change.Split(' ')[1]);
            (lastCompleted, lastHadUnreadableRows) = (run.Run, run.HasUnreadableRows);
        }

        // An item may hold two facts: a change, and the finding that it opened or raised.
        private IReadOnlyList<(bool IsModelled, IReadOnlyList<string> Facts)> Immediate(RunContext run)
        {
            var evidence = new ListedEvidence(place: null);
            var news = new NotificationPlan(SourceHistory.Source, run, evidence);
            foreach (var state in states.Values)
                news.AddAsync(state, default).AsTask().GetAwaiter().GetResult();
            var record = new ReportRecord
            {
                Source = SourceHistory.Source,
                ReportId = run.Run.ReportId,
                Sha256 = run.Run.ReportId,
                Name = "a.csv",
                Version = "1",
                AsOf = run.Run.AsOf,
                Status = ReportStatus.Complete,
                Run = run.Run.Number,
                Policy = readPolicy.Hash,
                TouchedAt = run.Run.AsOf,
            };
            return [.. new CompletionNotices(record, news, withdrawn: null, hasEvidence: false, now).All().Where(each => each.Kind is NotificationKind.Alert)
                .SelectMany(each => each.Content.Items).Select(item => (item.Rule is null || RowOfModel.Rules.Contains(item.Rule), FactsOf(item)))];
        }

        private static IReadOnlyList<string> FactsOf(NotificationItem item)
        {
            var facts = new List<string>();
            if (item.Rule is { } rule && RowOfModel.Rules.Contains(rule))
                facts.Add($"{item.AccountId} {rule} {SecretIdOf(item.SecretIdMask)}");
            if (item.Change is { } change)
                facts.Add($"{item.AccountId} {change} ");
            return facts;
        }

        private HashSet<string> Keys(RunContext run, Func<FindingState, AccountEvent, bool> isMeant) =>
        [
            .. from state in states.Values
               from each in state.EventsToNotify(run)
               where each.Rule is not null && RowOfModel.Rules.Contains(each.Rule) && isMeant(state.Finding(each.Fingerprint!)!, each)
               select $"{state.AccountId} {each.Rule} {SecretIdOf(each.SecretIdMask)}",
        ];

        private IEnumerable<string> Lives() =>
            from state in states.Values
            from finding in state.Findings
            where RowOfModel.Rules.Contains(finding.Rule)
            select $"{state.AccountId} {finding.Rule} {SecretIdOf(finding.SecretIdMask)} {(finding.IsOpen ? finding.Suppression is null ? "open" : "suppressed" : "resolved")} "
                   + $"{finding.FirstSeen:O} {finding.Openings} {finding.Severity.Name()}";

        private static string SecretIdOf(string? mask) => mask is null
            ? ""
            : new[] { AccountRow.SecretId, AccountRow.OtherSecretId }.Single(secretId => SecretIdMask.Of(Encoding.ASCII.GetBytes(secretId)) == mask);

        private AccountRow Row(string id)
        {
            var row = AccountRow.Clean(id).With(Column.UserType, Any(UserTypes));
            foreach (var slot in Enum.GetValues<KeySlot>())
            {
                row.WithKey(slot, random.Next(200), Any(Statuses), Any(SecretIds)).With(slot, Column.AccessKey1MayBeAtRisk, Any(Flags))
                    .With(slot, Column.AccessKey1LastUsedDate, Any(["N/A", "odd", AccountRow.Ago(random.Next(200)), AccountRow.Ago(random.Next(60))]));
                if (random.Next(6) == 0)
                    row.With(slot, Column.AccessKey1CreationTime, "odd");
            }

            foreach (var flag in new[]
                     {
                         Column.LoginConsoleActive, Column.MfaDeviceActive, Column.LoginProtectionActive, Column.OperationProtectionActive, Column.AbnormalLoginsWithin30Days,
                     })
            {
                row.With(flag, Any(Flags));
            }

            return row;
        }

        private void TakePolicy()
        {
            var day = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime);
            var off = RowOfModel.Rules.Where(_ => random.Next(8) == 0).ToList();
            policy = new PolicyOfModel(
                Any(["critical", "high"]),
                off,
                RowOfModel.Rules.Where(rule => !off.Contains(rule) && random.Next(6) == 0).ToDictionary(rule => rule, _ => Any(PolicyOfModel.Severities), StringComparer.Ordinal),
                [.. RowOfModel.Rules.Where(_ => random.Next(4) == 0).Select(rule => (rule, day.AddDays(random.Next(-2, 8))))]);
            var reading = PolicyText.Read(Encoding.UTF8.GetBytes(policy.Json()));
            reading.Errors.Should().BeEmpty();
            readPolicy = reading.Policy!.For(SourceHistory.Source);
        }

        private string Any(string[] texts) => texts[random.Next(texts.Length)];

        private void Note(string what) => NoteAll(what, 1);

        private void NoteAll(string what, long count)
        {
            if (count > 0)
                seen[what] = seen.GetValueOrDefault(what) + count;
        }
    }
}
