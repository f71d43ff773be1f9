namespace CredFunctions.Pipeline.Lanes;

/// <summary>A lane as it shall be, with the records that change with it: one transaction.</summary>
/// <param name="Lane">The lane after the step.</param>
/// <param name="Records">The records that change.</param>
public sealed record LaneStep(Lane Lane, IReadOnlyList<ReportRecord> Records)
{
    /// <summary>The record that is being worked after the step, if the step brought one there.</summary>
    public ReportRecord? Started => Records.FirstOrDefault(record => record.Status is ReportStatus.Recording && record.Stamp == Lane.Active);
}
