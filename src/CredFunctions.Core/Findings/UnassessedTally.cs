using System.Globalization;

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
        foreach (var verdict in assessment.NotAssessed)
        {
            count++;
            var severity = assessment.WorstSeverityOf(verdict);
            if (!(severity <= Worst))
                Worst = severity;

            // Next to a cell that could not be read, a usable value is not the cause.
            foreach (var column in VerdictCells.ColumnsOf(verdict))
            {
                if (assessment.Account.StateOf(column) is not CellState.Value && checks[(int)column]++ == 0)
                    examples[(int)column] = VerdictCells.ExampleOf(assessment.Account, column);
            }
        }
    }
}

/// <summary>The checks of a report that could not be assessed, and the columns whose cells are the cause.</summary>
/// <param name="Columns">The columns, the one with the most checks first.</param>
public sealed record UnassessedChecks(long Count, IReadOnlyList<UnassessedColumn> Columns)
{
    private const int HeadlineColumns = 2;
    private const int ListedColumns = 8;

    /// <summary>What to do about cells that cannot be understood.</summary>
    public const string SpreadsheetRemedy = "Download the report again from the console and do not re-save it in a spreadsheet.";

    /// <summary>
    /// For a title: "352 checks could not be assessed: MFADeviceActive reads WAHR". The text of the cells is the report's.
    /// </summary>
    public string Headline
    {
        get
        {
            var checks = $"{Counted.Of(Count, "check")} could not be assessed";
            return Columns.Count == 0 ? checks : $"{checks}: {Listed(HeadlineColumns, column => column.Cause)}";
        }
    }

    /// <summary>Every column with the number of its checks: "MFADeviceActive reads WAHR (120 checks)".</summary>
    public string ByColumn => Listed(ListedColumns, column => $"{column.Cause} ({Counted.Of(column.Checks, "check")})");

    /// <summary>What to do about it, as a sentence.</summary>
    public string Remedy => Columns.All(column => column.IsAbsent)
        ? "Download the report again from the console."
        : SpreadsheetRemedy;

    private string Listed(int most, Func<UnassessedColumn, string> text)
    {
        var listed = string.Join(", ", Columns.Take(most).Select(text));
        return Columns.Count > most ? $"{listed} and {Counted.Of(Columns.Count - most, "more column")}" : listed;
    }
}

/// <summary>A column whose cells kept checks from being assessed.</summary>
/// <param name="Column">The name as the report writes it.</param>
/// <param name="Checks">How many checks; one that two columns kept from being assessed counts for both.</param>
/// <param name="Example">What the first such cell is, such as <c>reads WAHR</c>: short, printable, without a whole SecretId.</param>
public sealed record UnassessedColumn(string Column, long Checks, string Example)
{
    /// <summary>The example of a column that the report lacks.</summary>
    public const string Absent = "is absent";

    internal bool IsAbsent => Example is Absent;
    internal string Cause => $"{Column} {Example}";
}
