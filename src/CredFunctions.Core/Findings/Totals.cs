namespace CredFunctions.Findings;

/// <summary>What a report comes to: findings by severity, verdicts that could not be given, and the accounts they are on.</summary>
public sealed class Totals
{
    private readonly long[] bySeverity = new long[Severities.WorstFirst.Count];
    private readonly long[] excepted = new long[Severities.WorstFirst.Count];

    /// <summary>The findings of one severity, those under an exception included.</summary>
    public long this[Severity severity] => bySeverity[(int)severity];

    public long Findings => bySeverity.Sum();

    /// <summary>Findings under an exception.</summary>
    public long Suppressed => excepted.Sum();

    /// <summary>Findings that stay open and are in no other figure: the policy does not evaluate their rules for these accounts.</summary>
    public long NotEvaluated { get; private set; }

    /// <summary>Verdicts, not accounts.</summary>
    public long NotAssessed { get; private set; }

    public long AccountsWithFindings { get; private set; }

    /// <summary>Accounts of which at least one verdict could not be given.</summary>
    public long AccountsNotAssessed { get; private set; }

    /// <summary>The severity of the worst finding; null when there is none.</summary>
    public Severity? Worst => Array.FindLastIndex(bySeverity, count => count > 0) is >= 0 and var worst ? (Severity)worst : null;

    /// <summary>The severity of the worst finding under no exception; null when there is none.</summary>
    public Severity? WorstUnexcepted =>
        Array.FindLastIndex([.. bySeverity.Zip(excepted, (all, some) => all - some)], count => count > 0) is >= 0 and var worst
            ? (Severity)worst : null;

    /// <param name="findings">Its open findings, those under an exception included.</param>
    /// <param name="notAssessed">How many verdicts could not be given.</param>
    /// <param name="notEvaluated">How many findings stay open that were not evaluated.</param>
    public void Add(IReadOnlyList<FindingOutline> findings, int notAssessed, int notEvaluated = 0)
    {
        for (var index = 0; index < findings.Count; index++)
        {
            var (_, severity, isSuppressed) = findings[index];
            bySeverity[(int)severity]++;
            excepted[(int)severity] += isSuppressed ? 1 : 0;
        }

        NotAssessed += notAssessed;
        NotEvaluated += notEvaluated;
        AccountsWithFindings += findings.Count == 0 ? 0 : 1;
        AccountsNotAssessed += notAssessed == 0 ? 0 : 1;
    }
}
