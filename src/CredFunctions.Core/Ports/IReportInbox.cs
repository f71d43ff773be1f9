using CredFunctions.Reports;

namespace CredFunctions.Ports;

/// <summary>
/// Where reports arrive and wait to be read. By default nothing arrives, and what was read stays where it is.
/// </summary>
public interface IReportInbox
{
    /// <summary>Opens a report; null when it is not there any more.</summary>
    Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken);

    /// <summary>Opens the bytes of a report that arrived before, wherever they are kept now; null where they are gone.</summary>
    /// <param name="name">Its name in the inbox when it arrived.</param>
    Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken);

    /// <summary>The sources that have files in the inbox, each once.</summary>
    IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();

    /// <summary>The files of a source in the inbox.</summary>
    IAsyncEnumerable<InboxEntry> ListAsync(string source, CancellationToken cancellationToken) => AsyncEnumerable.Empty<InboxEntry>();

    /// <summary>Archives a rejected report with the reason beside it. May be repeated.</summary>
    /// <param name="version">The upload that was judged; another upload under that name is a report of its own, and stays.</param>
    Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Archives a finished report. May be repeated.</summary>
    /// <param name="version">The upload that was read; another upload under that name is a report of its own, and stays.</param>
    Task FinishAsync(string source, string name, string version, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Removes a finished file from the inbox, unless another upload has its name by now.</summary>
    Task RemoveAsync(string source, string name, string version, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Removes files that were archived before an instant, at most a given number; returns how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => Task.FromResult(0);
}

/// <summary>An opened report.</summary>
/// <param name="Version">
/// Distinguishes this upload from a later one of the same name: an ETag, or the file's identity, time and length.
/// </param>
/// <param name="Content">The bytes; seekable, since a report is read several times.</param>
/// <param name="ModifiedAt">When the file was last modified; null for what has no such time.</param>
public sealed record InboxReport(string Version, Stream Content, DateTimeOffset? ModifiedAt) : IAsyncDisposable
{
    /// <summary>
    /// The as-of that its sender gave, as unparsed text, or <see cref="ReportAsOf.FromName"/>; null where none
    /// was given.
    /// </summary>
    public string? GivenAsOf { get; init; }

    /// <summary>The name of the setting that gave it; for messages.</summary>
    public string AsOfSetting { get; init; } = "asof";

    /// <summary>Whether its sender accepts the report although it would be held.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>
    /// Whether a person asks for this report by its name, so that it is looked at again though the upload was seen before.
    /// </summary>
    public bool IsRequested { get; init; }

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>A file in the inbox.</summary>
/// <param name="Version">Distinguishes this upload from a later one of the same name, as <see cref="InboxReport.Version"/> does.</param>
/// <param name="ModifiedAt">When it was written.</param>
/// <param name="IsAccepted">Whether its sender accepts the report although it would be held.</param>
/// <param name="IsGrowing">Whether it may still be written to, so that it is not to be opened yet.</param>
public sealed record InboxEntry(string Name, string Version, DateTimeOffset ModifiedAt, bool IsAccepted = false, bool IsGrowing = false);
