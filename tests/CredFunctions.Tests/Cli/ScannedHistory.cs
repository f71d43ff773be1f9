using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

/// <summary>A source over several days: report files with their times, a policy, and a state, in a folder that goes with the test.</summary>
internal sealed class ScannedHistory : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string State => Path.Combine(folder.Path, "audit.db");

    public string Folder => folder.Path;

    public string Report(string name, int day, ReportText report) => Report(name, day, report.Bytes);

    public string Report(string name, int day, byte[] bytes)
    {
        var path = folder.Write(name, bytes);
        File.SetLastWriteTimeUtc(path, Day(day).UtcDateTime);
        return path;
    }

    public string Policy(string json) => folder.Write("policy.json", Encoding.UTF8.GetBytes(json));

    /// <summary>The time of every command.</summary>
    public DateTimeOffset Now { get; set; } = CommandRun.Now;

    public CommandRun Scan(params string[] arguments) => CommandRun.At(Now, ["scan", "--state", State, .. arguments]);

    public CommandRun Run(params string[] arguments) => CommandRun.At(Now, arguments);

    public static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 11, 1, 4, 0, 0, TimeSpan.Zero).AddDays(day);

    /// <summary>Thirty people, of whom one has no MFA and one has login protection off.</summary>
    public static ReportText First() => People(30, (3, Column.MfaDeviceActive, "FALSE"), (5, Column.LoginProtectionActive, "FALSE"));

    /// <summary>The missing MFA is there, another one is gone, and the console of somebody was idle.</summary>
    public static ReportText Second() => People(30, (5, Column.LoginProtectionActive, "FALSE"), (7, Column.MfaDeviceActive, "FALSE"));

    public static ReportText People(int count, params (int Number, Column Column, string Cell)[] changes)
    {
        var report = new ReportText();
        for (var number = 1; number <= count; number++)
        {
            report.AddPerson(
                $"user{number}@example.com",
                [.. changes.Where(change => change.Number == number).Select(change => (change.Column, change.Cell))]);
        }

        return report;
    }

    public void Dispose() => folder.Dispose();
}
