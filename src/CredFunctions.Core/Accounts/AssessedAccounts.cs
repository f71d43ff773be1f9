using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Accounts;

/// <summary>Takes what an <see cref="Assessment"/> says of the current row out of the reader's hands, to be kept or sent.</summary>
public static class AssessedAccounts
{
    public static AssessedAccount Of(Assessment assessment)
    {
        var account = assessment.Account;
        var key1 = KeyOf(assessment, account.Key1);
        var key2 = account.SameSecretIdTwice ? null : KeyOf(assessment, account.Key2);
        return Of(assessment, key1, key2, SnapshotOf(account, key1, key2));
    }

    /// <summary>
    /// The account of a report that is compared with no other, without the cells that only a comparison needs: hashing the
    /// SecretIds takes time.
    /// </summary>
    public static AssessedAccount WithoutSnapshot(Assessment assessment) =>
        Of(assessment, key1: null, key2: null, new AccountSnapshot());

    private static AssessedAccount Of(Assessment assessment, KeySnapshot? key1, KeySnapshot? key2, AccountSnapshot snapshot) => new()
    {
        AccountId = assessment.Account.Id,
        Username = assessment.Username,
        UserType = assessment.Account.UserType.Name(),
        Profile = assessment.Profile,
        Snapshot = snapshot,
        IsAbnormal = assessment.Account.AbnormalLogins.Is(true),
        Findings = FindingsOf(assessment, key1, key2),
        NotAssessed = NotAssessedOf(assessment),
        Passed = assessment.Passed,
    };

    private static AccountSnapshot SnapshotOf(Account account, KeySnapshot? key1, KeySnapshot? key2) => new()
    {
        UserType = account.UserType.TryGet(out var type) ? type : null,
        LoginConsole = Reading(account.LoginConsoleActive),
        Mfa = Reading(account.MfaDeviceActive),
        LoginProtection = Reading(account.LoginProtectionActive),
        OperationProtection = Reading(account.OperationProtectionActive),
        Keys = key1 is null ? key2 is null ? [] : [key2] : key2 is null ? [key1] : [key1, key2],
        KeysAreComplete = account.Key1.SecretId is not CellState.Unrecognised
            && account.Key2.SecretId is not CellState.Unrecognised,
    };

    private static AssessedFinding[] FindingsOf(Assessment assessment, KeySnapshot? key1, KeySnapshot? key2)
    {
        var verdicts = assessment.Findings;
        var findings = verdicts.IsEmpty ? [] : new AssessedFinding[verdicts.Length];
        for (var index = 0; index < findings.Length; index++)
            findings[index] = FindingOf(assessment, verdicts[index], key1, key2);
        return findings;
    }

    private static AssessedFinding FindingOf(Assessment assessment, Verdict verdict, KeySnapshot? key1, KeySnapshot? key2) => new()
    {
        Fingerprint = assessment.FingerprintOf(verdict),
        Rule = verdict.Rule.Id,
        Subject = verdict.Subject,
        KeyHash = verdict.Subject switch { Subject.Key1 => key1?.Hash, Subject.Key2 => key2?.Hash, _ => null },
        SecretIdMask = assessment.SecretIdMaskOf(verdict),
        Severity = verdict.Severity,
        CatalogueSeverity = verdict.CatalogueSeverity,
        Message = assessment.MessageOf(verdict),
        Evidence = assessment.EvidenceOf(verdict),
    };

    private static UnassessedRule[] NotAssessedOf(Assessment assessment)
    {
        var verdicts = assessment.NotAssessed;
        var rules = verdicts.IsEmpty ? [] : new UnassessedRule[verdicts.Length];
        for (var index = 0; index < rules.Length; index++)
            rules[index] = new UnassessedRule(verdicts[index].Rule.Id, verdicts[index].Subject, assessment.ReasonOf(verdicts[index]));
        return rules;
    }

    private static KeySnapshot? KeyOf(Assessment assessment, AccessKey key)
    {
        if (key.SecretId is not CellState.Value)
            return null;

        var account = assessment.Account;
        var secretId = account.SecretId(key);
        var hasStatus = key.Status.TryGet(out var status);
        return new KeySnapshot
        {
            Hash = SecretIdHash.Of(assessment.Source, account.Text(Column.AccountId), secretId),
            Mask = SecretIdMask.Of(secretId),
            Slot = key.Slot,
            Status = hasStatus ? status : null,
            Created = key.Created.TryGet(out var created) ? created : null,
            LastUsed = hasStatus && key.LastUsed.TryGet(out var lastUsed) ? lastUsed : null,
            NeverUsed = hasStatus && key.LastUsed.State is CellState.NotApplicable,
        };
    }

    private static FlagReading Reading(Cell<bool> flag) => flag.State switch
    {
        CellState.Value => flag.Is(true) ? FlagReading.True : FlagReading.False,
        CellState.NotSupported => FlagReading.NotSupported,
        _ => FlagReading.Unusable,
    };
}
