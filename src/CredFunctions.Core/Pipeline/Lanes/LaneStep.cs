namespace CredFunctions.Pipeline.Lanes;

/// <summary>A lane as it shall be, with the records that change with it: one transaction.</summary>
/// <param name="Lane">The lane after the step.</param>
/// <param name="Records">The records that change.</param>
/// <param name="Seen">The upload that the step comes from: it is noted as seen together with its effect, or not at all.</param>
public sealed record LaneStep(Lane Lane, IReadOnlyList<ReportRecord> Records, Upload? Seen = null)
{
    /// <summary>How many records one step changes at most: a table transaction has room for them, the lane and the upload.</summary>
    public const int MaxRecords = 90;

    /// <summary>The record that is being worked after the step, if the step brought one there.</summary>
    public ReportRecord? Started => Records.FirstOrDefault(record => record.Status is ReportStatus.Recording && record.Stamp == Lane.Active);
}
