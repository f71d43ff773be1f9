using System.Globalization;
using System.Security.Cryptography;

using CredFunctions.Embedded.State;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Cli;

/// <summary>Random sequences of scans, acceptances and withdrawals by the command and by a model written from the rules.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class ReportsInTimeModelTests
{
    private const int Steps = 14;

    private static readonly ModelContent[] Contents =
    [
        Of("good", 12),
        Of("bad", 12, (1, Column.MfaDeviceActive, "console-mfa-disabled"), (2, Column.LoginProtectionActive, "login-protection-disabled")),
        Of("other", 12, (3, Column.MfaDeviceActive, "console-mfa-disabled"), (1, Column.LoginProtectionActive, "login-protection-disabled")),
        Of("cut", 4),
        Of("torn", 10, unreadable: true, (4, Column.MfaDeviceActive, "console-mfa-disabled")),
        Of("many", 40),
        Of("fewer", 30),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, RandomRuns.Times(24)).Select(RandomRuns.SeedOf)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_step_leaves_what_the_rules_say(int seed)
    {
        var random = new Random(seed);
        using var history = new ScannedHistory();
        var hours = random.Next(3) == 0 ? 0 : 4;
        var policy = history.Policy($$"""{ "sameReportHours": {{hours}} }""");
        var model = new ReportsInTimeModel(hours);
        var files = new List<(string Path, ModelContent Content, DateTimeOffset Time)>();
        var givens = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        var steps = new List<string>();

        for (var step = 0; step < Steps; step++)
        {
            var held = model.Reports.Where(report => report.Status == "held").ToList();
            var choice = random.Next(10);
            if (choice == 0 && held.Count > 0)
            {
                var report = held[random.Next(held.Count)];
                steps.Add($"accept {report.Path}");
                history.Run("accept", IdOf(report), "--state", history.State).ExitCode.Should().Be(0, string.Join('\n', steps));
                model.Accept(report);
                await ScanAsync(files.Find(file => file.Path == report.Path), givens[report.Path]);
            }
            else if (choice == 1 && model.Last is { } last)
            {
                Withdraw(last);
                await NewFileAsync();
            }
            else if (choice == 2 && model.Last is { } late)
            {
                // Its time was a mistake: an earlier one is refused until the report is withdrawn.
                var file = files.Find(file => file.Path == late.Path);
                await ScanAsync(file, late.AsOf.AddHours(-random.Next(1, 7)));
                if (model.Last == late)
                {
                    Withdraw(late);
                    await ScanAsync(file, givens[file.Path]);
                }
            }
            else if (choice is 3 or 4 && files.Count > 0)
            {
                await ScanAsync(files[random.Next(files.Count)], SomeTime());
            }
            else
            {
                await NewFileAsync();
            }
        }

        // Often within hours of a report, so that the limits of the rules are met.
        DateTimeOffset SomeTime() => model.Reports.Count > 0 && random.Next(2) == 0
            ? model.Reports[random.Next(model.Reports.Count)].AsOf.AddHours(random.Next(-5, 6))
            : ScannedHistory.Day(0).AddHours(random.Next(120));

        void Withdraw(ModelReport last)
        {
            steps.Add($"withdraw {last.Path}");
            var run = history.Run("withdraw", IdOf(last), "--state", history.State, "--yes");
            run.ExitCode.Should().Be(0, $"{string.Join('\n', steps)}\n{run.Error}");
            model.Withdraw();
        }

        async Task NewFileAsync()
        {
            var content = Contents[random.Next(Contents.Length)];
            var time = SomeTime();
            var path = history.Report($"{files.Count}.csv", 0, content.Bytes);
            File.SetLastWriteTimeUtc(path, time.UtcDateTime);
            files.Add((path, content, time));
            await ScanAsync(files[^1], given: null);
        }

        async Task ScanAsync((string Path, ModelContent Content, DateTimeOffset Time) file, DateTimeOffset? given)
        {
            givens[file.Path] = given;
            string[] asOf = given is { } time ? ["--as-of", time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)] : [];
            steps.Add($"scan {Path.GetFileName(file.Path)} {file.Content.Name} {file.Time.ToString("s", CultureInfo.InvariantCulture)} {string.Join(' ', asOf)}");
            var run = history.Scan([file.Path, "--policy", policy, .. asOf]);
            var isTaken = model.Scan(file.Path, file.Content, file.Time, given);

            var story = $"of these steps, with {hours} hours:\n{string.Join('\n', steps)}\n{run.Error}";
            (run.ExitCode != 2).Should().Be(isTaken, story);
            (await StateAsync(history)).Should().Be(StateOf(model), story);
        }
    }

    private static async Task<string> StateAsync(ScannedHistory history)
    {
        using var file = StateFile.OpenExisting(history.State);
        var store = new SqliteAuditStore(file);
        var last = (await store.ReadLaneAsync("default", default)).Lane.Last?.ReportId ?? "none";
        var reports = await store.ReadReportsAsync("default", default).Select(report => $"{report.ReportId} {report.Status.ToString().ToLowerInvariant()}").Order(StringComparer.Ordinal).ToListAsync();
        var accounts = await store.ReadAllAccountsAsync("default", default).Where(account => account.State.IsPresent)
            .Select(account => $"{account.State.AccountId} {string.Join(' ', account.State.OpenFindings.Select(finding => finding.Rule).Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal).ToListAsync();
        return Text(last, reports, accounts);
    }

    private static string StateOf(ReportsInTimeModel model) => Text(
        model.Last is { } last ? IdOf(last) : "none",
        model.Reports.Select(report => $"{IdOf(report)} {report.Status}").Order(StringComparer.Ordinal),
        model.Accounts.Select(account => $"{account.Key} {string.Join(' ', account.Value)}"));

    private static string Text(string last, IEnumerable<string> reports, IEnumerable<string> accounts) =>
        $"last {last}\n{string.Join('\n', reports)}\n{string.Join('\n', accounts)}";

    private static string IdOf(ModelReport report)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(report.Content.Bytes));
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{sha256}\n{report.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)}+00:00")));
    }

    private static ModelContent Of(string name, int accounts, params (int Number, Column Column, string Rule)[] findings) => Of(name, accounts, unreadable: false, findings);

    private static ModelContent Of(string name, int accounts, bool unreadable, params (int Number, Column Column, string Rule)[] findings)
    {
        var report = ScannedHistory.People(accounts, [.. findings.Select(finding => (finding.Number, finding.Column, "FALSE"))]);
        if (unreadable)
            report.AddLine("short");
        return new ModelContent(
            name,
            report.Bytes,
            Enumerable.Range(1, accounts).ToDictionary(
                number => $"1000000000{number:00}",
                number => findings.Where(finding => finding.Number == number).Select(finding => finding.Rule).ToArray(),
                StringComparer.Ordinal),
            unreadable ? 1 : 0);
    }
}
