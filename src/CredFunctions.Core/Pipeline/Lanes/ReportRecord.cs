using CredFunctions.Accounts;

namespace CredFunctions.Pipeline.Lanes;

/// <summary>A report and its last run, as stored.</summary>
public sealed record ReportRecord
{
    public required string Source { get; init; }

    /// <summary>SHA-256 of the bytes.</summary>
    public required string ReportId { get; init; }

    /// <summary>Where the inbox keeps the file.</summary>
    public required string Name { get; init; }

    /// <summary>Which upload of that name. A file that still lies there under it is a leftover, not a new arrival.</summary>
    public required string Version { get; init; }

    /// <summary>Fixed when the bytes were first seen.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public required ReportStatus Status { get; init; }

    /// <summary>The run's number, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>The hash of the policy that the run is pinned to.</summary>
    public required string Policy { get; init; }

    /// <summary>When the upload that the run is of was seen; how long people waited for it counts from here.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>When the run became the one that is worked; the deadline counts from it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the record last changed; what stands still for long is resumed.</summary>
    public required DateTimeOffset TouchedAt { get; init; }

    /// <summary>Whether a person accepted that many accounts are gone.</summary>
    public bool DeparturesAccepted { get; init; }

    /// <summary>Why it is rejected, held or incomplete.</summary>
    public string? Reason { get; init; }

    public ReportCounts Counts { get; init; } = new();

    /// <summary>How many chunks the run has; null until all have been queued once.</summary>
    public int? Chunks { get; init; }

    /// <summary>The files of evidence of the run, by name; empty before it is complete.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The run of its source that was completed before this one was; null before it is complete, and for the source's first.</summary>
    public RunStamp? ComparedWith { get; init; }

    public RunStamp Stamp => new(AsOf, ReportId, Run);
}
