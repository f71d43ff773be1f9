using System.Text.Json;

using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning.Json;

/// <summary>One element of <c>accounts</c>.</summary>
internal sealed class AccountJson(Utf8JsonWriter json, ExceptionsOfPolicy exceptions)
{
    public void Write(Assessment assessment)
    {
        var account = assessment.Account;
        json.WriteStartObject();
        json.WriteString("accountId"u8, account.Text(Column.AccountId));
        WriteUsername(account);
        json.WriteString("userType"u8, account.UserType.Name());
        json.WriteString("profile"u8, assessment.Profile.Name());

        json.WriteStartArray("findings"u8);
        foreach (var finding in assessment.Findings)
            WriteFinding(assessment, finding);
        json.WriteEndArray();

        json.WriteStartArray("notAssessed"u8);
        foreach (var verdict in assessment.NotAssessed)
            WriteNotAssessed(assessment, verdict);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteUsername(Account account)
    {
        if (SecretIdRedaction.IsNeededFor(account))
            json.WriteString("username"u8, SecretIdRedaction.UsernameOf(account));
        else
            json.WriteString("username"u8, account.Text(Column.Username));
    }

    private void WriteFinding(Assessment assessment, Verdict finding)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint"u8, assessment.FingerprintOf(finding));
        json.WriteString("rule"u8, finding.Rule.Id);
        json.WriteString("severity"u8, finding.Severity.Name());
        json.WriteString("subject"u8, finding.Subject.Name());
        json.WriteString("secretIdMask"u8, assessment.SecretIdMaskOf(finding));

        // Without a state every finding is seen for the first time.
        StandingJson.Write(json, assessment.AsOf, exceptions.Of(assessment, finding));
        json.WriteString("message"u8, assessment.MessageOf(finding));
        json.WriteStartObject("evidence"u8);
        foreach (var (column, cell) in assessment.EvidenceOf(finding))
            json.WriteString(Columns.NameOf(column), cell);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteNotAssessed(Assessment assessment, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, verdict.Rule.Id);
        json.WriteString("subject"u8, verdict.Subject.Name());
        json.WriteString("reason"u8, assessment.ReasonOf(verdict));
        json.WriteEndObject();
    }
}
