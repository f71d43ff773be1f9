using System.Reflection;

using CredFunctions.Accounts;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>What is known of a run once all its accounts were added.</summary>
public sealed record RunResult
{
    /// <summary>The version of CredFunctions that wrote the evidence, which repeating a run needs.</summary>
    internal static string ProgramVersion { get; } =
        typeof(RunResult).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The report with its figures. Its times of work are no evidence: they differ each time.</summary>
    public required ReportRecord Record { get; init; }

    /// <summary>The report's file without folders; a SecretId in it is masked.</summary>
    public string ReportName => SecretIdRedaction.Apply(Record.Name[(Record.Name.LastIndexOf('/') + 1)..]);

    public required RunContext Run { get; init; }

    public required ReportDetails Details { get; init; }

    /// <summary>The source's reports that were completed before this one, the last ones, the earliest first.</summary>
    public IReadOnlyList<ReportRecord> Earlier { get; init; } = [];

    /// <summary>
    /// Known accounts that no row names, in a report with unreadable rows, for which no account counts as gone; otherwise 0.
    /// </summary>
    public long MissingAccounts => Details.UnreadableRowCount > 0 ? Record.Counts.Missing : 0;

    /// <summary>The result in a line; what could not be assessed comes first.</summary>
    public string Verdict => Record.Counts.Verdict(Run.Policy.RulesOff.Count > 0);

    /// <summary>The rules that the policy switches off, and how many open findings of each stay as they were.</summary>
    public IEnumerable<(string Rule, long Kept)> RulesOff =>
        Run.Policy.RulesOff.Select(rule => (rule.Id, Record.Counts.ByRule.GetValueOrDefault(rule.Id)));

    /// <summary>What the report cannot show.</summary>
    public IEnumerable<string> NotShown =>
        Record.Counts.ExternalLoginRemark() is { } external ? Details.NotCovered.Append(external) : Details.NotCovered;

    /// <summary>What the report cannot show, and which rules were not evaluated.</summary>
    public IEnumerable<string> NotCovered => NotShown.Concat(RulesOff.Select(rule =>
        $"Rule {rule.Rule} is switched off by the policy and was not evaluated" + (rule.Kept == 0 ? "."
            : $"; {Counted.Of(rule.Kept, "open finding")} of it stay{(rule.Kept == 1 ? "s" : "")} as before.")));
}
