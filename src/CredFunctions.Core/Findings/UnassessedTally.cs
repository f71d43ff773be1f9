using System.Numerics;

using CredFunctions.Reports;

namespace CredFunctions.Findings;

/// <summary>Counts the checks of a report that could not be assessed, by column: its size does not depend on the report's.</summary>
public sealed class UnassessedTally
{
    private readonly long[] checks = new long[Columns.Count];
    private readonly string[] examples = new string[Columns.Count];
    private long count;

    /// <summary>The severity of the worst of them under the policy; null when there are none.</summary>
    public Severity? Worst { get; private set; }

    public UnassessedChecks Checks => new(count,
    [
        .. Columns.All.Where(column => checks[(int)column] > 0).OrderByDescending(column => checks[(int)column])
            .Select(column => new UnassessedColumn(Columns.NameOf(column), checks[(int)column], examples[(int)column])),
    ]);

    /// <summary>Adds the account that was assessed last.</summary>
    public void Add(Assessment assessment)
    {
        foreach (ref readonly var verdict in assessment.NotAssessed)
        {
            count++;
            var severity = assessment.WorstSeverityOf(verdict);
            if (!(severity <= Worst))
                Worst = severity;
            for (var left = verdict.Columns; left != 0; left &= left - 1)
            {
                // Next to a cell that could not be read, a usable value is not the cause.
                var column = BitOperations.TrailingZeroCount(left);
                if (assessment.Account.StateOf((Column)column) is CellState.Value)
                    continue;
                if (checks[column]++ == 0)
                    examples[column] = assessment.ExampleOf((Column)column);
            }
        }
    }
}
