using System.Text;

namespace CredFunctions.Reports;

/// <summary>Which field of a row holds which column, and what separates the fields.</summary>
/// <param name="Line">The physical line where the header begins.</param>
/// <param name="Indexes">The fields by column, -1 where an optional column is absent.</param>
/// <param name="UnknownColumns">The names that are no column of the report, each once.</param>
internal sealed record ReportHeader(char Separator, long Line, int FieldCount, int[] Indexes, IReadOnlyList<string> UnknownColumns)
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Reads the header with each separator and keeps the one with which most columns bind.</summary>
    public static ReportHeader Read(ReportFile file, Stream stream)
    {
        var best = HeaderReading.Read(file, stream, Separators[0]);
        foreach (var separator in Separators.Skip(1))
        {
            // No other reading can bind more than all.
            if (best.KnownColumns == Columns.Count)
                break;
            var reading = HeaderReading.Read(file, stream, separator);
            best = reading.KnownColumns > best.KnownColumns ? reading : best;
        }

        return best.Rejection is { } rejection ? throw new ReportRejectedException(rejection) : Bind(best);
    }

    private static ReportHeader Bind(HeaderReading reading)
    {
        var indexes = new int[Columns.Count];
        Array.Fill(indexes, -1);
        var unknown = new List<string>();
        for (var index = 0; index < reading.Names.Count; index++)
        {
            var name = reading.Names[index];
            if (!Columns.TryFind(name, out var column))
            {
                if (!unknown.Exists(known => Columns.IsSameName(known, name)))
                    unknown.Add(name);
            }
            else if (indexes[(int)column] >= 0)
            {
                throw new ReportRejectedException(
                    $"The column \"{Columns.NameOf(column)}\" stands twice in the header. "
                        + "Remove one of them, or download the report again.", reading.Line);
            }
            else
            {
                indexes[(int)column] = index;
            }
        }

        RejectMissing(indexes, reading.Line);
        return new ReportHeader(reading.Separator, reading.Line, reading.Names.Count, indexes, unknown);
    }

    private static void RejectMissing(int[] indexes, long line)
    {
        var missing = Columns.All.Where(column => indexes[(int)column] < 0 && !Columns.IsOptional(column)).Select(Columns.NameOf).ToList();
        if (missing.Count == 0)
            return;

        const int Named = 5;
        var names = string.Join(", ", missing.Take(Named)) + (missing.Count > Named ? $" and {missing.Count - Named} more" : "");
        throw new ReportRejectedException(
            $"Required columns are missing from the header: {names}. This is not a whole User Credential Report; "
                + "download it from the CAM console again.", line);
    }

    /// <summary>The header row as one separator reads it.</summary>
    private sealed record HeaderReading(char Separator, long Line, IReadOnlyList<string> Names, Rejection? Rejection)
    {
        public int KnownColumns { get; } =
            Names.Select(name => Columns.TryFind(name, out var column) ? column : (Column?)null).OfType<Column>().Distinct().Count();

        public static HeaderReading Read(ReportFile file, Stream stream, char separator)
        {
            using var rows = ReportRows.Open(file, stream, separator);
            try
            {
                if (!rows.ReadHeader())
                    return new HeaderReading(separator, 1, [],
                        new Rejection("The report is empty: it has no header row. Download it from the CAM console again."));
            }
            catch (ReportRejectedException ex)
            {
                return new HeaderReading(separator, 1, [], ex.Rejection);
            }

            var names = Enumerable.Range(0, rows.Csv.FieldCount)
                .Select(index => Encoding.UTF8.GetString(CellText.Trim(rows.Csv.GetSpan(index)))).ToList();
            return new HeaderReading(separator, rows.Line, names, rows.Malformed is { } reason
                ? new Rejection($"The header row has broken quoting: {reason}. Download the report again.", rows.Line)
                : null);
        }
    }
}
