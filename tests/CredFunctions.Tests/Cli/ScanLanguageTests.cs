using System.Text.RegularExpressions;

using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Languages;

namespace CredFunctions.Tests.Cli;

public sealed partial class ScanLanguageTests
{
    private static readonly string[] Samples = ["credential-report.csv", "damaged-report.csv"];

    [Fact]
    public void Every_sentence_of_the_table_is_Chinese()
    {
        foreach (var sample in Samples)
        {
            EnglishIn(Scan(RepositoryFile.At($"samples/{sample}"), "--as-of", "2026-11-01", "--source", "acme-1")).Should().BeEmpty(sample);
            EnglishIn(Scan(
                RepositoryFile.At($"samples/{sample}"), "--as-of", "2026-11-01", "--policy", RepositoryFile.At("samples/policy.json")))
                .Should().BeEmpty(sample);
        }
    }

    [Fact]
    public void So_is_that_of_a_report_with_one_before_it()
    {
        using var folder = new TemporaryFolder();
        var before = folder.Write("a.csv", ReportText.Mixed().Bytes);
        var after = folder.Write("b.csv", new ReportText()
            .AddPerson("a-1", (Column.MfaDeviceActive, "FALSE"), (Column.LoginProtectionActive, "?"))
            .AddProgram("a-2").Bytes);
        var state = Path.Combine(folder.Path, "state.db");

        EnglishIn(Scan(before, "--as-of", "2026-10-31 12:00", "--state", state)).Should().BeEmpty();
        EnglishIn(Scan(after, "--as-of", "2026-11-01 12:00", "--state", state)).Should().BeEmpty();
    }

    [Fact]
    public void The_option_counts_before_the_language_of_the_policy_for_table_and_page()
    {
        using var folder = new TemporaryFolder();
        var report = folder.Write("a.csv", ReportText.Mixed().Bytes);
        var policy = folder.Write("policy.json", """{ "language": "zh-CN" }"""u8.ToArray());
        string[] arguments = ["scan", report, "--as-of", ReportText.AsOf, "--policy", policy, "--out", Path.Combine(folder.Path, "out")];

        CommandRun.Of(arguments).Output.Should().Contain("处理建议");
        Page().Should().Contain("lang=\"zh-CN\"");
        CommandRun.Of([.. arguments, "--language", "en", "--state", Path.Combine(folder.Path, "state.db")]).Output.Should().Contain("What to do");
        Page().Should().Contain("lang=\"en\"");

        string Page() => File.ReadAllText(
            Directory.EnumerateFiles(Path.Combine(folder.Path, "out"), "report.html", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)!);
    }

    [Fact]
    public void Json_and_rule_ids_stay_English()
    {
        string[] arguments = ["scan", RepositoryFile.At("samples/credential-report.csv"), "--as-of", "2026-11-01", "--format", "json"];

        CommandRun.Of([.. arguments, "--language", "zh-CN"]).Output.Should().Be(CommandRun.Of(arguments).Output);
    }

    [Fact]
    public void An_unknown_language_is_refused()
    {
        var run = CommandRun.Of("scan", RepositoryFile.At("samples/credential-report.csv"), "--language", "fr");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("--language \"fr\" is unknown: use en or zh-CN.");
    }

    private static string Scan(string path, params string[] arguments) => CommandRun.Of(
        [], environment => environment with { Width = 1000 }, ["scan", path, "--language", "zh-CN", .. arguments]).Output;

    // What quotes the report or the policy is as it is there: names, cells and reasons.
    private static List<string> EnglishIn(string table) =>
        [.. table.Split('\n').SelectMany(line => TranslationTests.EnglishIn(Quoted().Replace(line, "")))];

    [GeneratedRegex("""1000000\d+\ .*（\S+@\S+，截至|^1000000\d+\ .*（|1000000\d+\ .*?[:：]|"[^"]*"|\[[\w-]+\]|(?<=的值为\ )\S+|^\S+：(?=\d)|--limit\ all|^来源.*|^报告\ .*""",
        RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quoted();
}
