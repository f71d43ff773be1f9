using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

using CredFunctions.Accounts;
using CredFunctions.Evidence.Json;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Integrity;

/// <summary>
/// <c>manifest.json</c>: what a run was, every file of it with its SHA-256, and the SHA-256 of the manifest of the run before. It is
/// written last, so a folder without one is unfinished.
/// </summary>
public sealed record RunManifest
{
    public const int CurrentVersion = 1;

    public int SchemaVersion { get; init; } = CurrentVersion;
    public required string Source { get; init; }
    public required string ReportId { get; init; }
    public required int Run { get; init; }
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How the as-of was determined: <c>given</c>, <c>name</c>, <c>file-time</c> or <c>arrival</c>.</summary>
    public required string AsOfFrom { get; init; }

    /// <summary>The upload, without folders.</summary>
    public required ManifestFile Report { get; init; }

    /// <summary>SHA-256 of the policy file as it was read.</summary>
    public required string Policy { get; init; }

    public required int Catalogue { get; init; }
    public required string Program { get; init; }

    /// <summary><c>complete</c>, or <c>stale</c> for a report that is shown by itself and is no part of the chain.</summary>
    public required string Status { get; init; }

    public required string Verdict { get; init; }
    public long Open { get; init; }

    /// <summary>The worst open findings by rule; empty where there are none.</summary>
    public string Worst { get; init; } = "";

    public long Opened { get; init; }
    public long Reopened { get; init; }
    public long Resolved { get; init; }

    /// <summary>The id of the report that this run withdraws.</summary>
    public string? Withdraws { get; init; }

    /// <summary>The folder of the run's files, in that of its source.</summary>
    [JsonIgnore]
    public string Folder => EvidenceName.FolderOf(new RunStamp(AsOf, ReportId, Run));

    /// <summary>The run before; null for the first of its source, and where no evidence of it was kept here.</summary>
    public PreviousManifest? Previous { get; init; }

    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>Null for bytes that are no manifest.</summary>
    public static RunManifest? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ManifestJson.Default.RunManifest) is { SchemaVersion: CurrentVersion } manifest
                ? manifest
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Bytes()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JsonText.Encoder, Indented = true, NewLine = "\n" });
        JsonSerializer.Serialize(json, this, ManifestJson.Default.RunManifest);
        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    internal static RunManifest Of(RunResult result, PreviousManifest? previous, IReadOnlyList<ManifestFile> files) => new()
    {
        Source = result.Record.Source,
        ReportId = result.Record.ReportId,
        Run = result.Record.Run,
        AsOf = result.Record.AsOf.ToUniversalTime(),
        AsOfFrom = result.Record.AsOfOrigin switch
        {
            AsOfOrigin.Name => "name",
            AsOfOrigin.FileTime => "file-time",
            AsOfOrigin.Arrival => "arrival",
            _ => "given",
        },
        Report = new ManifestFile(result.ReportName, result.Details.Length, result.Record.Sha256),
        Policy = result.Record.Policy,
        Catalogue = RuleCatalogue.VersionOf(result.Run.Policy.Roster is not null),
        Program = RunResult.ProgramVersion,
        Status = result.Record.Status is ReportStatus.Stale ? "stale" : "complete",
        Verdict = result.Verdict,
        Open = result.Record.Counts.Open,
        Worst = result.Record.Counts.WorstLine(),
        Opened = result.Record.Counts.Opened,
        Reopened = result.Record.Counts.Reopened,
        Resolved = result.Record.Counts.Resolved,
        Withdraws = result.Record.Withdraws,
        Previous = previous,
        Files = files,
    };
}

/// <summary>A file with what its bytes are recognised by.</summary>
/// <param name="Sha256">64 lower-case hex digits.</param>
public sealed record ManifestFile(string Name, long Size, string Sha256);

/// <summary>The manifest of the run before.</summary>
/// <param name="Folder">The folder of that run, in that of the source.</param>
public sealed record PreviousManifest(string Folder, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
