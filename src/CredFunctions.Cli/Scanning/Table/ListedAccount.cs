using System.Text;

using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>An account as the table shows it, with its findings worst first.</summary>
internal sealed record ListedAccount(AccountRank Rank, string Id, string Username, string Kind, IReadOnlyList<ListedFinding> Findings)
{
    public static ListedAccount Of(Assessment assessment, ReadOnlySpan<Verdict> verdicts, AccountRank rank)
    {
        var findings = new List<ListedFinding>(verdicts.Length);
        foreach (var finding in verdicts)
            findings.Add(new ListedFinding(finding.Severity, finding.Rule.Id, assessment.MessageOf(finding)));

        var account = assessment.Account;
        return new ListedAccount(
            rank,
            account.Id,
            ShownText.Plain(Encoding.UTF8.GetBytes(SecretIdRedaction.UsernameOf(account))),
            $"{account.UserType.Name()}, {assessment.Profile.Name()}",
            [.. findings.OrderByDescending(finding => finding.Severity)]);
    }

    public static ListedAccount Of(RecordedAccount account, AccountRank rank) => new(
        rank,
        account.State.AccountId,
        account.ShownName,
        $"{account.State.UserType}, {account.State.Profile.Name()}",
        [.. account.Unexcepted.OrderByDescending(finding => finding.Severity).Select(finding => new ListedFinding(finding.Severity, finding.Rule, finding.Message))]);
}
