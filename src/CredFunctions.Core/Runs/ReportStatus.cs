namespace CredFunctions.Runs;

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

    /// <summary>It could not be read.</summary>
    Rejected,

    /// <summary>It was completed, and a person withdrew it: the report before it was recorded again.</summary>
    Withdrawn,
}
