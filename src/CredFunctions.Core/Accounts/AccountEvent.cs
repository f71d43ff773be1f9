using System.Text.Json.Serialization;

namespace CredFunctions.Accounts;

/// <summary>An event in the life of an account, of one run, notified once.</summary>
public sealed record AccountEvent
{
    public required AccountEventKind Kind { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>The finding's severity by the catalogue; of no meaning for a change.</summary>
    public Severity CatalogueSeverity { get; init; }

    public required string Message { get; init; }

    /// <summary>The run that made it, which need not be the one whose completion notifies it.</summary>
    public required RunStamp Run { get; init; }

    /// <summary>The finding it is about; null for a change.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The finding's rule; null for a change.</summary>
    public string? Rule { get; init; }

    /// <summary>The change's id, such as <c>access-key-awoke</c>; null for a finding.</summary>
    public string? Change { get; init; }

    /// <summary>The masked SecretId, where it is about a key.</summary>
    public string? SecretIdMask { get; init; }

    /// <summary>Which opening of the finding.</summary>
    public int Openings { get; init; }

    /// <summary>Whether an exception keeps the finding from being notified.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>
    /// Whether it repeats an opening or a rise that an earlier run recorded, and that was kept from being notified until now:
    /// it is notified and not counted again.
    /// </summary>
    public bool IsLate { get; init; }

    /// <summary>Whether the finding opened by it, for the first time or again.</summary>
    [JsonIgnore]
    public bool IsOpening => Kind is AccountEventKind.Opened or AccountEventKind.Reopened;

    /// <summary>Whether it is good news.</summary>
    [JsonIgnore]
    public bool IsRelief => Kind is AccountEventKind.Resolved or AccountEventKind.Lowered;

    /// <summary>Whether the finding is still open as it opened then and, after a rise, no less severe by the catalogue.</summary>
    public bool StillHolds(FindingState finding) =>
        finding.IsOpen && Fingerprint == finding.Fingerprint && Openings == finding.Openings
        && (Kind is not AccountEventKind.Raised || finding.CatalogueSeverity >= CatalogueSeverity);
}

/// <summary>What an <see cref="AccountEvent"/> is.</summary>
public enum AccountEventKind : byte
{
    Opened,
    Reopened,

    /// <summary>An open finding became worse by its report; notified as an opening is.</summary>
    Raised,

    /// <summary>An open finding became worse by policy alone; notified in the digest only.</summary>
    RaisedByPolicy,

    /// <summary>An open finding became less bad; notified in the digest only.</summary>
    Lowered,

    Resolved,

    /// <summary>The exception of an open finding ended, or no longer matches.</summary>
    ExceptionEnded,

    /// <summary>A difference between two reports; see <see cref="AccountEvent.Change"/>.</summary>
    Changed,
}
