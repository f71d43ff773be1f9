namespace CredFunctions.Runs;

/// <summary>The next state of a lane and everything that changes with it, in one transaction.</summary>
public sealed record LaneStep(Lane Lane, IReadOnlyList<ReportRecord> Records)
{
    /// <summary>How many rows one step changes at most beside the lane: a table transaction has room for them.</summary>
    public const int MaxRows = 90;

    /// <summary>The uploads that are seen, or turn out to be another report: noted together with the effect, or not at all.</summary>
    public IReadOnlyList<Upload> Uploads { get; init; } = [];

    /// <summary>The ids of records that are removed, since their upload is another report.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>The id of a record that this step adds.</summary>
    internal string? Arrived { get; init; }

    /// <summary>The id of the report that the caller itself continues with, so that no message is enqueued for it.</summary>
    internal string? Handled { get; init; }

    internal bool IsEmpty => Records.Count + Uploads.Count + Removed.Count == 0;

    /// <summary>Whether a transaction may have no room for another report.</summary>
    internal bool IsFull => Records.Count + Uploads.Count + Removed.Count > MaxRows - 3;

    /// <summary>The step with the next state of a record.</summary>
    internal LaneStep With(ReportRecord record) =>
        this with { Records = [.. Records.Where(other => other.ReportId != record.ReportId), record] };

    /// <summary>The step with the next state of an upload.</summary>
    internal LaneStep With(Upload upload) => this with { Uploads = [.. Uploads.Where(other => other.Name != upload.Name), upload] };

    /// <summary>A stored record as it is after the step; null where it is removed.</summary>
    internal ReportRecord? Current(ReportRecord stored) =>
        Removed.Contains(stored.ReportId, StringComparer.Ordinal)
            ? null
            : Records.FirstOrDefault(record => record.ReportId == stored.ReportId) ?? stored;
}
