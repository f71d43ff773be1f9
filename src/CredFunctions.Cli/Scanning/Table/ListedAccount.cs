using System.Text;

using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>An account as the table shows it, with its findings worst first.</summary>
internal sealed record ListedAccount(AccountRank Rank, string Id, string Username, string Kind, IReadOnlyList<ListedFinding> Findings)
{
    public static ListedAccount Of(Assessment assessment, AccountRank rank)
    {
        var findings = new List<ListedFinding>(assessment.Findings.Length);
        foreach (var finding in assessment.Findings)
            findings.Add(new ListedFinding(finding.Severity, finding.Rule.Id, assessment.MessageOf(finding)));

        var account = assessment.Account;
        return new ListedAccount(
            rank,
            account.Id,
            ShownText.Plain(Encoding.UTF8.GetBytes(SecretIdRedaction.UsernameOf(account))),
            $"{account.UserType.Name()}, {assessment.Profile.Name()}",
            [.. findings.OrderByDescending(finding => finding.Severity)]);
    }
}
