using CredFunctions.Reports;

namespace CredFunctions.Ports;

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
