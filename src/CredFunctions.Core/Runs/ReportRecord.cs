using System.Text.Json.Serialization;

using CredFunctions.Accounts;
using CredFunctions.Reports;

namespace CredFunctions.Runs;

/// <summary>A report and its last run, as stored.</summary>
public sealed record ReportRecord
{
    public required string Source { get; init; }

    /// <summary>What distinguishes it from every other report of the source: its bytes and its as-of.</summary>
    public required string ReportId { get; init; }

    /// <summary>SHA-256 of the bytes; empty where no other upload may be taken for this report, since its as-of was refused.</summary>
    public required string Sha256 { get; init; }

    public required string Name { get; init; }

    /// <summary>Which upload of that name: the version whose bytes were read.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset AsOf { get; init; }
    public AsOfOrigin AsOfOrigin { get; init; }

    /// <summary>Its number in the order in which the source's reports arrived.</summary>
    public long Arrival { get; init; }

    /// <summary>Which case made its upload a report of its own; undecided until its turn in the lane comes.</summary>
    public ReportMatch Match { get; init; }

    /// <summary>Within how many hours the same bytes are the same report, by the policy under which it arrived.</summary>
    public int SameReportHours { get; init; }

    /// <summary>The withdrawn report whose as-of this one corrects: its bytes make no older copy of this one.</summary>
    public string? Corrects { get; init; }

    /// <summary>The as-of of the latest known report with the same bytes, where that is not the last completed one.</summary>
    public DateTimeOffset? OlderCopyOf { get; init; }

    public required ReportStatus Status { get; init; }

    /// <summary>The run's number, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>The hash of the policy that the run is pinned to; empty until a run that a person asked for is begun.</summary>
    public required string Policy { get; init; }

    /// <summary>The number of its last run that completed; null where none has.</summary>
    public int? CompletedRun { get; init; }

    /// <summary>The last completed report when this one was completed; null where there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The report that this run withdraws, by recording this one again.</summary>
    public string? Withdraws { get; init; }

    /// <summary>Whether the run reads the bytes from wherever the inbox keeps them, not from an upload: a person asked for it.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>When the upload that the run is of was seen; how long people waited for it counts from here.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>When the run became active; the deadline counts from it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the record last changed; a report without progress is resumed.</summary>
    public required DateTimeOffset TouchedAt { get; init; }

    /// <summary>Whether a person accepted it, whatever the reason to hold it.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Why it is rejected, held or incomplete.</summary>
    public string? Reason { get; init; }

    /// <summary>The figures of the run; those of an earlier run are in its evidence.</summary>
    public ReportCounts Counts { get; init; } = new();

    /// <summary>How many chunks the run has; null until all have been queued once.</summary>
    public int? Chunks { get; init; }

    /// <summary>
    /// The files of evidence by name: those of the last run that wrote any, which is an earlier one until the run is complete.
    /// </summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Those of them that the run itself wrote.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OwnEvidence =>
        [.. Evidence.Where(name => name.StartsWith($"{EvidenceName.FolderOf(Source, Stamp)}/", StringComparison.Ordinal))];

    /// <summary>
    /// The run of its source that was completed before this one was; null before it is complete, and for the source's first.
    /// </summary>
    public RunStamp? ComparedWith { get; init; }

    /// <summary>What else should be known of it, a sentence each: such as that its as-of may be wrong.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public RunStamp Stamp => new(AsOf, ReportId, Run);

    /// <summary>The record with the evidence that its run wrote; where that is none, the evidence of an earlier run stays.</summary>
    internal ReportRecord WithEvidence(IReadOnlyList<string> written) => written.Count == 0 ? this : this with { Evidence = written };

    [JsonIgnore]
    public ReportOrder Order => new(AsOf, Arrival);
}

/// <summary>
/// How far a report has come. A run that ends held, incomplete, stale or rejected is notified once as such; a complete one by its
/// events; a withdrawal by the report that is recorded again.
/// </summary>
public enum ReportStatus : byte
{
    /// <summary>Another report of the source is active.</summary>
    Waiting,

    /// <summary>The active report of its source.</summary>
    Recording,

    Complete,

    /// <summary>
    /// Too many known accounts are missing from it, or it is a copy of an older report; it goes on when a person accepts it.
    /// </summary>
    Held,

    /// <summary>Some accounts could not be recorded before the deadline.</summary>
    Incomplete,

    /// <summary>A later report was completed before it: history, it changes nothing.</summary>
    Stale,

    Rejected,

    /// <summary>It was completed, and a person withdrew it: the report before it was recorded again.</summary>
    Withdrawn,
}
