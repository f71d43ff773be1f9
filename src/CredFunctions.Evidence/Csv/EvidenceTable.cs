using CsvHelper;

namespace CredFunctions.Evidence.Csv;

/// <summary>A table that is read back as it was written.</summary>
internal static class EvidenceTable
{
    public static CsvReader Open(byte[] table) => CsvReader.Create(new MemoryStream(table, writable: false), new CsvReaderOptions
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
        using var table = new MemoryStream();
        var text = new EvidenceText(table);
        var written = new CsvRows(text, columns);
        foreach (var cells in rows)
        {
            foreach (var cell in cells)
                written.Cell(cell);
            written.End();
        }

        text.Flush();
        return table.ToArray();
    }
}
