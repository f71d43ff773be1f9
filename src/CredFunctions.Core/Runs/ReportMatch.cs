namespace CredFunctions.Runs;

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
