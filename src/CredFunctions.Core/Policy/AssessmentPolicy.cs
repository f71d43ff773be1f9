using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Policy;

/// <summary>What a team decides about how its accounts are judged. Every default is the catalogue's.</summary>
public sealed record AssessmentPolicy
{
    public static AssessmentPolicy Default { get; } = new();

    /// <summary>The offset of times in the report that name none.</summary>
    public TimeSpan ReportTimeZone { get; init; } = ReportTime.DefaultOffset;

    public Thresholds Human { get; init; } = Thresholds.Default;

    public Thresholds Machine { get; init; } = Thresholds.Default;

    public Thresholds For(Profile profile) => profile is Profile.Machine ? Machine : Human;
}
