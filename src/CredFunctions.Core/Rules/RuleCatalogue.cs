using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Every rule that one report is enough for, in the order in which verdicts are listed.</summary>
public static class RuleCatalogue
{
    /// <summary>Rises with every change that can change a verdict; printed in evidence so that a run can be repeated.</summary>
    public const int Version = 2;

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.OnKeys<AccessKeyLeakRisk>(),
        Rule.OnKeys<AccessKeyNotRotated>(),
        Rule.OnKeys<AccessKeyUnused>(),
        Rule.OnKeys<AccessKeyNeverUsed>(),
        Rule.OnKeys<AccessKeyDisabledRetained>(),
        Rule.OnAccount<AccessKeyOverlap>(),
        Rule.OnAccount<ConsoleMfaDisabled>(),
        Rule.OnAccount<ConsoleMfaUnavailable>(),
        Rule.OnAccount<LoginProtectionDisabled>(),
        Rule.OnAccount<OperationProtectionDisabled>(),
        Rule.OnAccount<PasswordNotRotated>(),
        Rule.OnAccount<AbnormalLogin>(),
        Rule.OnAccount<ConsoleIdle>(),
        Rule.OnAccount<ConsoleNeverUsed>(),
        Rule.OnAccount<ConsoleAndAccessKey>(),
        Rule.OnAccount<DormantIdentity>(),
        Rule.OnAccount<IdentityWithoutCredentials>(),
        Rule.OnAccount<PossibleCompromise>(),
        Rule.OnAccount<CollaboratorAccess>(),
        Rule.OnAccount<ReportInconsistent>(),
    ];

    /// <summary>Every rule with everything it is put to, in the same order.</summary>
    public static IReadOnlyList<Check> Checks { get; } = [.. All.SelectMany(
        rule => rule.Subjects.Select(subject => new Check(rule, subject)))];

    /// <summary>Finds a rule by its id, in any letter case.</summary>
    public static Rule? Find(string id) => All.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>What no report shows, and has to be checked elsewhere.</summary>
    public static IReadOnlyList<string> NotCovered { get; } =
    [
        "The main account is not part of this report: check its password, MFA and access keys in the console.",
    ];

    /// <summary>What a report does not show.</summary>
    /// <param name="hasLastConsoleLogin">Whether it has the one optional column.</param>
    /// <param name="encoding">The name of its encoding.</param>
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
