namespace CredFunctions.Runs;

/// <summary>What becomes of an upload.</summary>
/// <param name="Upload">The upload as it is to be stored.</param>
/// <param name="IsNew">Whether it was never seen, or is a report of its own only now.</param>
internal sealed record UploadMeeting(Upload Upload, bool IsNew)
{
    /// <summary>Whether it has to come again, once its report is not being recorded any more.</summary>
    public bool IsLater { get; init; }

    /// <summary>The report that it was before its as-of changed, and which goes.</summary>
    public string? Replaced { get; init; }
}
