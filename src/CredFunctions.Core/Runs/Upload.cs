using CredFunctions.Reports;

namespace CredFunctions.Runs;

/// <summary>An upload that was seen: a name in the inbox with its version, and which report it is.</summary>
public sealed record Upload
{
    public required string Name { get; init; }

    /// <summary>The version whose bytes were read.</summary>
    public required string Version { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>The as-of that its sender gave, as text; null where none was given.</summary>
    public string? GivenAsOf { get; init; }

    /// <summary>Whether its sender accepts the report although it would be held.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Its as-of. Decided when the upload was first seen, and again only when the given as-of changes.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public AsOfOrigin AsOfOrigin { get; init; }

    /// <summary>Its report; while <see cref="Match"/> is undecided, the one it would be if nothing else were known.</summary>
    public required string ReportId { get; init; }

    public ReportMatch Match { get; init; }

    /// <summary>
    /// The completed report that has to be withdrawn before this upload, whose as-of was changed to an earlier one, is a
    /// report of its own.
    /// </summary>
    public string? Corrects { get; init; }

    /// <summary>Whether that report was not withdrawn yet when the upload was last seen.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsRefused => Corrects is not null && Corrects == ReportId;

    /// <summary>Whether its file is finished, though it may still be in the inbox.</summary>
    public bool IsSettled { get; init; }
}

/// <summary>Which report an upload is: decided once, when its turn in the lane comes, by the first case that applies.</summary>
public enum ReportMatch : byte
{
    /// <summary>Its turn has not come yet.</summary>
    Undecided,

    /// <summary>The bytes and the as-of of a known report: that report.</summary>
    SameReport,

    /// <summary>
    /// The bytes of a report whose as-of is only hours away: that report again, since the console hands out the same file for
    /// hours.
    /// </summary>
    SameHours,

    /// <summary>The bytes of the last completed report, later: a new report, since ages have changed.</summary>
    Unchanged,

    /// <summary>The bytes of an older report: a new report that is held.</summary>
    OlderCopy,

    /// <summary>None of these: a new report.</summary>
    New,
}
