namespace CredFunctions.Evidence;

/// <summary>What has become of a finding.</summary>
internal enum FindingStatus : byte
{
    Open,

    /// <summary>Open, under an exception.</summary>
    Suppressed,

    /// <summary>Open when its rule was switched off; nobody looks any more.</summary>
    NotEvaluated,

    /// <summary>This run showed that it is no more.</summary>
    Resolved,
}
