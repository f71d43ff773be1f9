using System.Globalization;

namespace CredFunctions.Findings;

/// <summary>The checks of a report that could not be assessed, and the columns whose cells are the cause.</summary>
/// <param name="Count">How many checks.</param>
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
            var checks = $"{Counted(Count, "check")} could not be assessed";
            return Columns.Count == 0 ? checks : $"{checks}: {Listed(HeadlineColumns, column => column.Cause)}";
        }
    }

    /// <summary>Every column with the number of its checks: "MFADeviceActive reads WAHR (120 checks)".</summary>
    public string ByColumn => Listed(ListedColumns, column => $"{column.Cause} ({Counted(column.Checks, "check")})");

    /// <summary>What to do about it, as a sentence.</summary>
    public string Remedy => Columns.All(column => column.IsAbsent)
        ? "Download the report again from the console."
        : SpreadsheetRemedy;

    private string Listed(int most, Func<UnassessedColumn, string> text)
    {
        var listed = string.Join(", ", Columns.Take(most).Select(text));
        return Columns.Count > most ? $"{listed} and {Counted(Columns.Count - most, "more column")}" : listed;
    }

    private static string Counted(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
