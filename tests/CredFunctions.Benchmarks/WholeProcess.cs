using System.Diagnostics;
using System.Globalization;

using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;

using CsvHelper;

namespace CredFunctions.Benchmarks;

/// <summary>One piece of work over one file, once, in a process of its own; prints <c>seconds=</c> and what it counted.</summary>
internal static class WholeProcess
{
    public static int Run(string work, string file)
    {
        Func<string, long>? run = work switch
        {
            "csvhelper-strings" => HandOutStrings,
            "read-evaluate-fingerprint" => ReadEvaluateFingerprint,
            _ => null,
        };
        if (run is null)
        {
            Console.Error.WriteLine($"Unknown work \"{work}\": csvhelper-strings or read-evaluate-fingerprint.");
            return 2;
        }

        var started = Stopwatch.GetTimestamp();
        var counted = run(file);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seconds={Stopwatch.GetElapsedTime(started).TotalSeconds:F3} counted={counted}"));
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

    /// <summary>What a scan does without its output: identity, reading, every rule, a fingerprint for every finding.</summary>
    public static long ReadEvaluateFingerprint(string file)
    {
        using var stream = File.OpenRead(file);
        var report = ReportFile.Inspect(stream);
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
