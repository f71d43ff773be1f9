namespace CredFunctions.Findings;

/// <summary>What a report comes to: findings by severity, verdicts that could not be given, and the accounts they are on.</summary>
public sealed class Totals
{
    private readonly long[] bySeverity = new long[WorstFirst.Count];

    /// <summary>The severities in the order in which they are listed.</summary>
    public static IReadOnlyList<Severity> WorstFirst { get; } = [.. Enum.GetValues<Severity>().OrderDescending()];

    /// <summary>The findings of one severity.</summary>
    public long this[Severity severity] => bySeverity[(int)severity];

    public long Findings => bySeverity.Sum();

    /// <summary>Verdicts, not accounts.</summary>
    public long NotAssessed { get; private set; }

    public long AccountsWithFindings { get; private set; }

    /// <summary>Accounts of which at least one verdict could not be given.</summary>
    public long AccountsNotAssessed { get; private set; }

    /// <summary>The severity of the worst finding; null when there is none.</summary>
    public Severity? Worst => Array.FindLastIndex(bySeverity, count => count > 0) is >= 0 and var worst ? (Severity)worst : null;

    /// <summary>Adds the account that was assessed last.</summary>
    public void Add(Assessment assessment)
    {
        foreach (ref readonly var finding in assessment.Findings)
            bySeverity[(int)finding.Severity]++;

        NotAssessed += assessment.NotAssessed.Length;
        AccountsWithFindings += assessment.Findings.IsEmpty ? 0 : 1;
        AccountsNotAssessed += assessment.NotAssessed.IsEmpty ? 0 : 1;
    }
}
