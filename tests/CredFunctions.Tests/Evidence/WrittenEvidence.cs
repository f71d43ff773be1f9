using System.Text;
using System.Text.Json;

using CredFunctions.Evidence;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Stores;

namespace CredFunctions.Tests.Evidence;

/// <summary>The files of one run.</summary>
internal sealed class WrittenEvidence
{
    private WrittenEvidence(IReadOnlyDictionary<string, byte[]> files) => Files = files;

    /// <summary>By file name, without folders.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    public string Page => Text(EvidenceName.Page);

    public IReadOnlyList<JsonElement> Accounts => Lines(EvidenceName.Accounts);

    public IReadOnlyList<JsonElement> Ocsf => Lines(EvidenceName.Ocsf);

    public static Task<WrittenEvidence> OfAsync(params IEnumerable<AccountRow> rows) => OfAsync(Report.Of(rows).Bytes());

    public static async Task<WrittenEvidence> OfAsync(byte[] report, AssessmentPolicy? policy = null, string name = "report.csv", string source = "acme")
    {
        var store = new MemoryEvidenceStore();
        using var content = new MemoryStream(report, writable: false);
        var file = ReportFile.Inspect(content);
        policy ??= AssessmentPolicy.Default;
        var record = new ReportRecord
        {
            Source = source,
            ReportId = ReportFile.IdOf(file.Sha256, AccountRow.AsOf),
            Sha256 = file.Sha256,
            Name = name,
            Version = "",
            AsOf = AccountRow.AsOf,
            Status = ReportStatus.Complete,
            Run = 1,
            Policy = policy.Hash,
            TouchedAt = default,
        };
        var evidence = new RunEvidence(store, reports: null);
        await using var single = new SingleReport(file, content, record, policy);
        await single.BeginEvidenceAsync(evidence, TestContext.Current.CancellationToken);
        single.Read();
        await single.CommitEvidenceAsync(evidence, TestContext.Current.CancellationToken);
        return Of(store.Files);
    }

    /// <summary>Of the files of one run, by their whole names.</summary>
    public static WrittenEvidence Of(IEnumerable<KeyValuePair<string, byte[]>> files) =>
        new(files.ToDictionary(file => file.Key[(file.Key.LastIndexOf('/') + 1)..], file => file.Value, StringComparer.Ordinal));

    public string Text(string file) => Encoding.UTF8.GetString(Files[file]);

    /// <summary>The rows of a table by column.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string file) => StrictCsv.Read(Text(file));

    private JsonElement[] Lines(string file) =>
        [.. Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
