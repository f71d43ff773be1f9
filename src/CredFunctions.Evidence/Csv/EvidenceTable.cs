using System.Text;

using CsvHelper;

namespace CredFunctions.Evidence.Csv;

/// <summary>A table that is read back as it was written.</summary>
internal static class EvidenceTable
{
    public static CsvReader Open(Stream table) => CsvReader.Create(table, new CsvReaderOptions
    {
        Separator = ',',
        DetectSeparatorHint = false,
        HasHeader = false,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        MalformedData = CsvMalformedDataHandling.Recover,
    });

    public static string[] Cells(CsvReader csv) =>
        [.. Enumerable.Range(0, csv.FieldCount).Select(field => csv.GetString(field).TrimStart('\uFEFF'))];

    public static byte[] Bytes(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new StringBuilder("\uFEFF").AppendJoin(',', columns).Append("\r\n");
        foreach (var cells in rows)
            table.AppendJoin(',', cells.Select(CsvCell.Of)).Append("\r\n");
        return Encoding.UTF8.GetBytes(table.ToString());
    }
}
