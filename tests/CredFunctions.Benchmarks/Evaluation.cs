using BenchmarkDotNet.Attributes;

using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;

namespace CredFunctions.Benchmarks;

/// <summary>What the rules cost above the reading, and the fingerprints above the rules.</summary>
[MemoryDiagnoser]
public class Evaluation
{
    private readonly byte[] report = GeneratedReport.Bytes();
    private readonly Assessment assessment = new(SourceName.Default, GeneratedReport.AsOf, AssessmentPolicy.Default);

    [Benchmark(Baseline = true)]
    public long Read() => Run(static (_, _) => 0);

    [Benchmark]
    public long ReadAndAssess() => Run(static (assessment, account) =>
    {
        assessment.Assess(account);
        return assessment.Findings.Length;
    });

    [Benchmark]
    public long ReadAssessAndFingerprint() => Run(static (assessment, account) =>
    {
        assessment.Assess(account);
        var characters = 0;
        foreach (var finding in assessment.Findings)
            characters += assessment.FingerprintOf(finding).Length;
        return characters;
    });

    private long Run(Func<Assessment, Account, int> work)
    {
        using var stream = new MemoryStream(report, writable: false);
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        var counted = 0L;
        while (reader.Read())
            counted += work(assessment, reader.Account);
        return counted;
    }
}
