using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Accounts;

/// <summary>The verdicts of one run on one account: everything that recording it needs, without a SecretId.</summary>
public sealed record AssessedAccount
{
    public required string AccountId { get; init; }
    public required string Username { get; init; }

    /// <summary>The user type's name, <c>unrecognised</c> included.</summary>
    public required string UserType { get; init; }

    public required Profile Profile { get; init; }
    public required AccountSnapshot Snapshot { get; init; }

    /// <summary>Whether the report has an abnormal login of it, which makes some changes worse.</summary>
    public bool IsAbnormal { get; init; }

    public IReadOnlyList<AssessedFinding> Findings { get; init; } = [];
    public IReadOnlyList<UnassessedRule> NotAssessed { get; init; } = [];

    /// <summary>The checks that it passed: a <see cref="Check.Bit"/> each.</summary>
    public ulong Passed { get; init; }

    /// <summary>The checks at the bounds of controls.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public BoundOutcomes AtBounds { get; init; }

    /// <summary>What it passes and will fail, the first one first.</summary>
    public IReadOnlyList<DueCheck> Due { get; init; } = [];

    /// <summary>Takes the current row of an assessment out of the reader's hands, to be kept or sent.</summary>
    public static AssessedAccount Of(Assessment assessment)
    {
        var account = assessment.Account;
        var key1 = KeySnapshot.Of(assessment.Source, account, account.Key1);
        var key2 = account.SameSecretIdTwice ? null : KeySnapshot.Of(assessment.Source, account, account.Key2);
        return Of(assessment, key1, key2, AccountSnapshot.Of(account, key1, key2));
    }

    /// <summary>
    /// The account of a report that is compared with no other, without the cells that only a comparison needs: hashing the
    /// SecretIds takes time.
    /// </summary>
    public static AssessedAccount WithoutSnapshot(Assessment assessment) =>
        Of(assessment, key1: null, key2: null, new AccountSnapshot());

    private static AssessedAccount Of(Assessment assessment, KeySnapshot? key1, KeySnapshot? key2, AccountSnapshot snapshot)
    {
        return new AssessedAccount
        {
            AccountId = assessment.Account.Id,
            Username = assessment.Username,
            UserType = assessment.Account.UserType.Name(),
            Profile = assessment.Profile,
            Snapshot = snapshot,
            IsAbnormal = assessment.Account.AbnormalLogins.Is(true),
            Findings = Each(assessment.Findings, FindingOf),
            NotAssessed = Each(assessment.NotAssessed, verdict =>
                new UnassessedRule(verdict.Rule.Id, verdict.Subject, VerdictCells.ReasonOf(assessment.Account, verdict))),
            Passed = assessment.Passed,
            AtBounds = assessment.AtBounds,
            Due = assessment.Due,
        };

        AssessedFinding FindingOf(Verdict verdict) => new()
        {
            Fingerprint = assessment.FingerprintOf(verdict),
            Rule = verdict.Rule.Id,
            Subject = verdict.Subject,
            KeyHash = verdict.Subject switch { Subject.Key1 => key1?.Hash, Subject.Key2 => key2?.Hash, _ => null },
            SecretIdMask = assessment.SecretIdMaskOf(verdict),
            Severity = verdict.Severity,
            CatalogueSeverity = verdict.CatalogueSeverity,
            Message = assessment.MessageOf(verdict),
            Evidence = VerdictCells.EvidenceOf(assessment.Account, verdict),
        };
    }

    private static T[] Each<T>(ReadOnlySpan<Verdict> verdicts, Func<Verdict, T> of)
    {
        var each = verdicts.IsEmpty ? [] : new T[verdicts.Length];
        for (var index = 0; index < each.Length; index++)
            each[index] = of(verdicts[index]);
        return each;
    }
}

/// <summary>A finding as one run made it: no state, no history.</summary>
public sealed record AssessedFinding
{
    public required string Fingerprint { get; init; }
    public required string Rule { get; init; }
    public required Subject Subject { get; init; }

    /// <summary>The <see cref="KeySnapshot.Hash"/> of the key; null for a finding on the account.</summary>
    public string? KeyHash { get; init; }

    public string? SecretIdMask { get; init; }

    /// <summary>The severity under the run's policy.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The severity of the catalogue, by which a rise is the report's or the policy's.</summary>
    public required Severity CatalogueSeverity { get; init; }

    public required string Message { get; init; }

    /// <summary>The cells that decided it, by column; SecretIds masked.</summary>
    public IReadOnlyDictionary<string, string> Evidence { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}

/// <summary>A rule that could not be assessed for a subject.</summary>
/// <param name="Reason">The cells that prevented it.</param>
public sealed record UnassessedRule(string Rule, Subject Subject, string Reason);
