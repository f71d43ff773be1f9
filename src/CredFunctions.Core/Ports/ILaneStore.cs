using CredFunctions.Runs;

namespace CredFunctions.Ports;

/// <summary>Lanes, their reports, and the uploads that were seen.</summary>
public interface ILaneStore
{
    IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken);

    Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellationToken);

    /// <summary>
    /// Saves a lane with everything that changes with it in one transaction; false, and nothing saved, when the lane has changed
    /// since it was read.
    /// </summary>
    Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellationToken);

    Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellationToken);

    /// <summary>A source's reports, in no order.</summary>
    IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellationToken);

    /// <summary>The reports of a source that have the same bytes, in no order.</summary>
    IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken);

    /// <summary>A source's waiting and held reports, in no order.</summary>
    IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellationToken);

    /// <summary>The last upload seen under a name of the inbox.</summary>
    Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellationToken);

    /// <summary>Every upload of a source that was seen, one for each name, in no order.</summary>
    IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellationToken);

    /// <summary>Marks an upload as finished, unless another one was seen under its name since.</summary>
    Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellationToken);

    /// <summary>Forgets an upload, unless another one was seen under its name since.</summary>
    Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellationToken);
}

/// <summary>A lane with the version under which it was read.</summary>
/// <param name="Lane">The lane; an empty one where the source is new.</param>
/// <param name="Version">What <see cref="ILaneStore.CommitAsync"/> compares; null where the source is new.</param>
public sealed record StoredLane(Lane Lane, string? Version);
