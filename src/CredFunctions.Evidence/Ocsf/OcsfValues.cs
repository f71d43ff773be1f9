using CredFunctions.Accounts;

namespace CredFunctions.Evidence.Ocsf;

/// <summary>How our values are called in the schema's enumerations.</summary>
internal static class OcsfValues
{
    /// <summary>Of a check that could not be assessed.</summary>
    public static OcsfValue Unknown { get; } = new(0, "Unknown");

    public static OcsfValue Create { get; } = new(1, "Create");

    public static OcsfValue New { get; } = new(1, "New");

    public static OcsfValue Pass { get; } = new(1, "Pass");

    public static OcsfValue Fail { get; } = new(3, "Fail");

    /// <summary>A finding is created once; one that opens again, or only lasts, is updated.</summary>
    public static OcsfValue ActivityOf(EvidenceAccount account, EvidenceFinding finding) =>
        finding.Status is FindingStatus.Resolved ? new(3, "Close")
        : account.Events.Any(
            accountEvent => accountEvent.Kind is AccountEventKind.Opened && accountEvent.Fingerprint == finding.State.Fingerprint)
            ? Create
        : new(2, "Update");

    public static OcsfValue SeverityOf(Severity severity) => severity switch
    {
        Severity.Critical => new(5, "Critical"),
        Severity.High => new(4, "High"),
        Severity.Medium => new(3, "Medium"),
        Severity.Low => new(2, "Low"),
        _ => new(1, "Informational"),
    };

    /// <summary>Reviews are not recorded here, so an open finding stays "new" for as long as it is open.</summary>
    public static OcsfValue StatusOf(FindingStatus status) => status switch
    {
        FindingStatus.Suppressed => new(3, "Suppressed"),
        FindingStatus.Resolved => new(4, "Resolved"),
        _ => New,
    };
}
