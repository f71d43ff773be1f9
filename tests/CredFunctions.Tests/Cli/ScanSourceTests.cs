using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

public sealed class ScanSourceTests
{
    private static readonly byte[] Admin = new ReportText().AddPerson("admin", (Column.MfaDeviceActive, "FALSE")).Bytes;
    private static readonly byte[] Idle = new ReportText().AddPerson("idle", (Column.LastConsoleLoginTime, "2026-09-20 12:00:00")).Bytes;

    public static TheoryData<bool> Engines => [false, true];

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_exception_of_one_company_suppresses_nothing_of_another(bool hasState)
    {
        const string Policy = """
            { "exceptions": [ { "rule": "console-mfa-disabled", "source": "company-a", "account": "admin", "reason": "break glass", "owner": "o", "until": "2027-01-01" } ] }
            """;
        Scan(Admin, Policy, "company-a", hasState).Should().Match<CommandRun>(run => run.ExitCode == 0 && run.Output.Contains("all under an exception"));
        Scan(Admin, Policy, "company-b", hasState).Should().Match<CommandRun>(run => run.ExitCode == 1 && !run.Output.Contains("exception"));
        Scan(Admin, Policy.Replace("\"source\": \"company-a\",", "", StringComparison.Ordinal), "company-b", hasState).ExitCode.Should().Be(0, "one without a source is for every source");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_source_is_judged_by_its_own_thresholds_rules_and_machines(bool hasState)
    {
        const string Policy = """
            {
              "sources": [
                { "source": "strict*", "thresholds": { "human": { "consoleIdleDays": 30 } } },
                { "source": "strict-low", "rules": { "console-idle": { "severity": "low" } } },
                { "source": "strict-off", "rules": { "console-idle": "off" } },
                { "source": "strict-machines", "machineAccounts": ["idle"] },
              ],
            }
            """;
        Scan(Idle, Policy, "other", hasState).Output.Should().StartWith("No findings: 1 account assessed and clean.");
        Scan(Idle, Policy, "strict", hasState).Output.Should().StartWith("Findings: 1 medium in 1 of 1 account.");
        Scan(Idle, Policy, "strict-low", hasState).Output.Should().StartWith("Findings: 1 low in 1 of 1 account.");
        Scan(Idle, Policy, "strict-off", hasState).Output.Should().StartWith("No findings in what could be assessed of 1 account. 1 rule switched off by the policy.");
        Scan(Idle, Policy, "strict-machines", hasState).Output.Should().StartWith("No findings: 1 account assessed and clean.");
    }

    private static CommandRun Scan(byte[] report, string policy, string source, bool hasState)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("policy.json", Encoding.UTF8.GetBytes(policy));
        string[] state = hasState ? ["--state", Path.Combine(folder.Path, "audit.db")] : [];
        return CommandRun.WithInput(
            report, ["scan", "-", "--as-of", ReportText.AsOf, "--policy", file, "--source", source, "--fail-on", "low", "--quiet", .. state]);
    }
}
