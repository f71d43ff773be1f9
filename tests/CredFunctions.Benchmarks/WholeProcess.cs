using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;

using CsvHelper;

namespace CredFunctions.Benchmarks;

/// <summary>
/// One piece of work, once over one file, in a process of its own, which is measured from outside; prints what it counted.
/// </summary>
internal static class WholeProcess
{
    public static int Run(string work, string file)
    {
        Func<string, long>? run = work switch
        {
            "csvhelper-strings" => HandOutStrings,
            "read-evaluate-fingerprint" => ReadEvaluateFingerprint,
            "identity" => Identity,
            _ => null,
        };
        if (run is null)
        {
            Console.Error.WriteLine($"Unknown work \"{work}\": csvhelper-strings, read-evaluate-fingerprint or identity.");
            return 2;
        }

        Console.WriteLine(run(file));
        return 0;
    }

    /// <summary>The bare CSV reader, handing out every field as a string: the least that any program with strings pays.</summary>
    public static long HandOutStrings(string file)
    {
        using var csv = CsvReader.FromFile(file, new CsvReaderOptions { Separator = ',' });
        var characters = 0L;
        while (csv.Read())
        {
            for (var field = 0; field < csv.FieldCount; field++)
                characters += csv.GetString(field).Length;
        }

        return characters;
    }

    /// <summary>The report's identity and encoding: SHA-256 and UTF-8 validity of every byte.</summary>
    public static long Identity(string file)
    {
        using var stream = File.OpenRead(file);
        return ReportFile.Inspect(stream).Length;
    }

    /// <summary>Every cell typed, every rule asked, a fingerprint for every finding: what a scan does between identity and output.</summary>
    public static long ReadEvaluateFingerprint(string file)
    {
        using var stream = File.OpenRead(file);
        var report = new ReportFile("", ReportEncoding.Utf8, stream.Length);
        using var reader = ReportReader.Open(report, stream, ReportTime.DefaultOffset);
        var assessment = new Assessment("default", new DateTimeOffset(2026, 11, 1, 4, 0, 0, TimeSpan.Zero), AssessmentPolicy.Default);
        var findings = 0L;
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            foreach (var finding in assessment.Findings)
                findings += assessment.FingerprintOf(finding).Length / 32;
        }

        return findings;
    }
}
