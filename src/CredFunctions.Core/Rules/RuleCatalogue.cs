using System.Collections.Frozen;

using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Every rule that one report is enough for, in the order in which verdicts are listed.</summary>
public static class RuleCatalogue
{
    /// <summary>Rises with every change that can change a verdict; printed in evidence so that a run can be repeated.</summary>
    public const int Version = 3;

    // The rules about owners came with the third.
    private const int VersionWithoutRoster = 2;

    public static IReadOnlyList<Rule> All { get; } =
    [
        AccessKeyLeakRisk.Rule,
        AccessKeyNotRotated.Rule,
        AccessKeyUnused.Rule,
        AccessKeyNeverUsed.Rule,
        AccessKeyDisabledRetained.Rule,
        AccessKeyOverlap.Rule,
        ConsoleMfaDisabled.Rule,
        ConsoleMfaUnavailable.Rule,
        LoginProtectionDisabled.Rule,
        OperationProtectionDisabled.Rule,
        PasswordNotRotated.Rule,
        AbnormalLogin.Rule,
        ConsoleIdle.Rule,
        ConsoleNeverUsed.Rule,
        ConsoleAndAccessKey.Rule,
        DormantIdentity.Rule,
        IdentityWithoutCredentials.Rule,
        PossibleCompromise.Rule,
        CollaboratorAccess.Rule,
        OwnerLeft.Rule,
        OwnerUnknown.Rule,
        ReportInconsistent.Rule,
    ];

    /// <summary>Every rule with everything it is put to, in the same order.</summary>
    public static IReadOnlyList<Check> Checks { get; } = [.. All.SelectMany(
        rule => rule.Subjects.Select(subject => new Check(rule, subject)))];

    /// <summary>Those whose verdict can become another one by time alone: that a report contradicts itself does not.</summary>
    internal static ulong ChecksThatCanBeDue { get; } = Checks.Where(check => check.Rule != ReportInconsistent.Rule)
        .Aggregate(0UL, (bits, check) => bits | check.Bit);

    private static readonly FrozenDictionary<string, Rule> ById =
        All.ToFrozenDictionary(rule => rule.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The version of a run: without a roster, one that had no rules about owners gives the same verdicts.</summary>
    public static int VersionOf(bool hasRoster) => hasRoster ? Version : VersionWithoutRoster;

    /// <summary>Finds a rule by its id, in any letter case.</summary>
    public static Rule? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>What no report shows, and has to be checked elsewhere.</summary>
    public static IReadOnlyList<string> NotCovered { get; } =
    [
        "The main account is not part of this report: check its password, MFA and access keys in the console.",
    ];

    /// <summary>What a report does not show.</summary>
    /// <param name="hasLastConsoleLogin">Whether it has the one optional column.</param>
    public static IReadOnlyList<string> NotCoveredBy(bool hasLastConsoleLogin, string encoding)
    {
        List<string> sentences = [.. NotCovered];
        if (!hasLastConsoleLogin)
            sentences.Add($"The report is of the older edition without the column {Columns.NameOf(Column.LastConsoleLoginTime)}, "
                + "so the use of the console cannot be assessed.");
        if (ReportEncoding.CaveatOf(encoding) is { } caveat)
            sentences.Add(caveat);
        return sentences;
    }
}

/// <summary>A rule and what it is put to.</summary>
public sealed record Check(Rule Rule, Subject Subject)
{
    /// <summary>The rules that a set of checks has room for: 64 bits, of which the upper half is for the second key.</summary>
    public const int MaxRules = 32;

    /// <summary>The check in a set of checks, as it is stored: by the rule's number, which never changes.</summary>
    public ulong Bit { get; } = BitOf(Rule.Number, Subject);

    /// <exception cref="ArgumentOutOfRangeException">A set of checks has no room for the number.</exception>
    internal static ulong BitOf(int number, Subject subject)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, MaxRules);
        return 1UL << (subject is Subject.Key2 ? number + MaxRules : number);
    }
}
