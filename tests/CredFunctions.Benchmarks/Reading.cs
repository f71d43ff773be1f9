using BenchmarkDotNet.Attributes;

using CredFunctions.Reports;

using CsvHelper;

namespace CredFunctions.Benchmarks;

/// <summary>What the reader costs above the CSV reader that it stands on.</summary>
[MemoryDiagnoser]
public class Reading
{
    private readonly byte[] report = GeneratedReport.Bytes();

    /// <summary>Every field as a string: what a program pays that works with strings.</summary>
    [Benchmark(Baseline = true)]
    public long CsvHelperStrings()
    {
        using var csv = Csv();
        var characters = 0L;
        while (csv.Read())
        {
            for (var field = 0; field < csv.FieldCount; field++)
                characters += csv.GetString(field).Length;
        }

        return characters;
    }

    /// <summary>Every field as a span of UTF-8: the least that reading can cost.</summary>
    [Benchmark]
    public long CsvHelperSpans()
    {
        using var csv = Csv();
        var bytes = 0L;
        while (csv.Read())
        {
            for (var field = 0; field < csv.FieldCount; field++)
                bytes += csv.GetSpan(field).Length;
        }

        return bytes;
    }

    /// <summary>The identity of the report, its encoding, every cell as one of four states, repeated account ids found.</summary>
    [Benchmark]
    public long ReportReader()
    {
        using var stream = new MemoryStream(report, writable: false);
        using var reader = Reports.ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        while (reader.Read())
        {
            // Every account is read into typed cells.
        }

        return reader.AccountCount;
    }

    private CsvReader Csv() => CsvReader.Create(new MemoryStream(report, writable: false), new CsvReaderOptions { Separator = ',' });
}
