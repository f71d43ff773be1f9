using System.Globalization;
using System.Text;
using System.Text.Json;

using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Model;

/// <summary>
/// The reader and the catalogue against a model written anew from their page, over random reports with random damage.
/// </summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class ModelTests(ITestOutputHelper output)
{
    private const int Reports = 150;
    private const int ScannedReports = 60;

    [Fact]
    public void The_reader_and_the_catalogue_say_what_the_model_says()
    {
        var rejected = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var accounts = 0;
        var unreadable = 0;
        var due = 0;
        var verdicts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var count = RandomRuns.Times(Reports);
        for (var number = 0; number < count; number++)
        {
            var report = AwkwardReport.Of(new Random(RandomRuns.SeedOf(number)));
            var model = ReportModel.Of(report.Bytes);
            var expected = Expected(report, model);
            Said(report).Should().Equal(expected, $"of report {number} with seed {RandomRuns.Seed}, {model.WhyRejected}: {report}");

            if (model.WhyRejected is { } why)
                rejected[why] = rejected.GetValueOrDefault(why) + 1;
            accounts += model.Accounts.Count;
            due += model.Accounts.Sum(cells => DueModel.Of(cells, report.AsOf, report.Policy).Count());
            unreadable += model.UnreadableLines.Count;
            foreach (var outcome in Verdicts(report, model).Select(verdict => verdict.Outcome))
                verdicts[outcome] = verdicts.GetValueOrDefault(outcome) + 1;
        }

        output.WriteLine($"seed {RandomRuns.Seed}: {count} reports, {accounts} accounts, {unreadable} unreadable rows, {due} due; {Counted(verdicts)}; {rejected.Values.Sum()} rejected: {Counted(rejected)}");

        // Random reports that are all refused, or all clean, would show nothing.
        rejected.Values.Sum().Should().BeInRange(1, count / 2);
        accounts.Should().BeGreaterThan(count);
        due.Should().BeGreaterThan(accounts / 4);
        unreadable.Should().BeGreaterThan(count / 4);
        verdicts.Keys.Should().BeEquivalentTo("fail", "pass", "not applicable", "not assessed");
        verdicts.Values.Should().OnlyContain(each => each > accounts);
    }

    [Fact]
    public void The_command_says_what_the_model_says()
    {
        using var folder = new TemporaryFolder();
        for (var number = 0; number < RandomRuns.Times(ScannedReports); number++)
        {
            var report = AwkwardReport.Of(new Random(RandomRuns.SeedOf(number)));
            var model = ReportModel.Of(report.Bytes);
            var policy = folder.Write("policy.json", Encoding.UTF8.GetBytes(report.Policy.Json()));

            string[] roster = report.Policy.Roster is null ? [] : ["--roster", folder.Write("roster.csv", Encoding.UTF8.GetBytes(report.Policy.RosterCsv()))];
            var run = CommandRun.WithInput(
                report.Bytes, ["scan", "-", "--format", "json", "--as-of", report.AsOf.ToString("yyyy-MM-ddTHH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture), "--policy", policy, .. roster]);

            run.ExitCode.Should().Be(model.WhyRejected is not null ? 3 : model.UnreadableLines.Count > 0 ? 4 : 0, $"of report {number} with seed {RandomRuns.Seed}: {run.Error} {report}");
            if (model.WhyRejected is not null)
                continue;
            var json = run.Json;
            Listed(json).Should().BeEquivalentTo(
                Verdicts(report, model).Where(verdict => verdict.Outcome is "fail" or "not assessed").Select(verdict => verdict.ToString()),
                $"of report {number} with seed {RandomRuns.Seed}: {report}");
            json.GetProperty("report").GetProperty("encoding").GetString().Should().Be(model.Encoding);
            json.GetProperty("report").GetProperty("unreadableRows").EnumerateArray().Select(row => row.GetProperty("line").GetInt64()).Should().Equal(model.UnreadableLines);
        }
    }

    private static string Counted(IEnumerable<KeyValuePair<string, int>> counts) => string.Join(", ", counts.Select(each => $"{each.Value} {each.Key}"));

    // An account with nothing to say is not in the document.
    private static IEnumerable<string> Listed(JsonElement json) =>
        from account in json.GetProperty("accounts").EnumerateArray()
        let id = account.GetProperty("accountId").GetString()
        from verdict in account.GetProperty("findings").EnumerateArray().Select(finding => (Verdict: finding, Severity: finding.GetProperty("severity").GetString()))
            .Concat(account.GetProperty("notAssessed").EnumerateArray().Select(rule => (Verdict: rule, Severity: (string?)null)))
        let outcome = verdict.Severity is null ? "not assessed" : "fail"
        select Line(id, account.GetProperty("profile").GetString()!, new VerdictModel(verdict.Verdict.GetProperty("rule").GetString()!, verdict.Verdict.GetProperty("subject").GetString()!, outcome, verdict.Severity)).ToString();

    private static List<string> Expected(AwkwardReport report, ReportModel model) => model.WhyRejected is not null
        ? ["rejected"]
        :
        [
            model.Encoding, $"unreadable {string.Join(' ', model.UnreadableLines)}", .. Verdicts(report, model).Select(verdict => verdict.ToString()),
            .. model.Accounts.SelectMany(cells => DueModel.Of(cells, report.AsOf, report.Policy)).Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<AccountVerdict> Verdicts(AwkwardReport report, ReportModel model) => model.Accounts.SelectMany(cells =>
    {
        var rules = new RuleModel(cells, report.AsOf, report.Policy);
        return rules.Verdicts().Select(verdict => Line(cells["accountid"], rules.IsMachine() ? "machine" : "human", verdict));
    });

    private static AccountVerdict Line(string account, string profile, VerdictModel verdict) => new(account, profile, verdict.Rule, verdict.Subject, verdict.Outcome, verdict.Severity);

    private static List<string> Said(AwkwardReport report)
    {
        var policy = PolicyText.Read(report.Policy.Bytes()).Policy!.For("default");
        try
        {
            using var stream = new TrickleStream(report.Bytes);
            var file = ReportFile.Inspect(stream);
            using var reader = ReportReader.Open(file, stream, policy.ReportTimeZone);
            var assessment = new Assessment("default", report.AsOf, policy);
            var verdicts = new List<AccountVerdict>();
            var due = new List<string>();
            while (reader.Read())
            {
                assessment.Assess(reader.Account);
                verdicts.AddRange(Said(assessment));
                due.AddRange(assessment.Due.Select(check => DueModel.Line(assessment.Account.Id, check.Rule, check.Subject.Name(), check.At)));
            }

            return [file.Encoding.Name, $"unreadable {string.Join(' ', reader.UnreadableRows.Select(row => row.Line))}", .. verdicts.Select(verdict => verdict.ToString()), .. due.Order(StringComparer.Ordinal)];
        }
        catch (ReportRejectedException)
        {
            return ["rejected"];
        }
    }

    // In the model's order: by key, then the rules on the account.
    private static IEnumerable<AccountVerdict> Said(Assessment assessment) => RuleCatalogue.Checks
        .OrderBy(check => check.Subject is Subject.Account ? 2 : check.Subject is Subject.Key2 ? 1 : 0)
        .Select(check => Said(assessment, check));

    private static AccountVerdict Said(Assessment assessment, Check check)
    {
        var failed = assessment.Findings.ToArray().Where(verdict => IsOf(verdict, check)).ToList();
        var outcome = failed.Count > 0 ? "fail"
            : Array.Exists(assessment.NotAssessed.ToArray(), verdict => IsOf(verdict, check)) ? "not assessed"
            : (assessment.Passed & check.Bit) != 0 ? "pass"
            : "not applicable";
        var severity = failed.Count > 0 ? failed[0].Severity.Name() : null;
        return new AccountVerdict(assessment.Account.Id, assessment.Profile.Name(), check.Rule.Id, check.Subject.Name(), outcome, severity);
    }

    private static bool IsOf(Verdict verdict, Check check) => verdict.Rule == check.Rule && verdict.Subject == check.Subject;

    private sealed record AccountVerdict(string Account, string Profile, string Rule, string Subject, string Outcome, string? Severity);
}
