namespace CredFunctions.Evidence;

/// <summary>The status of a finding in a run.</summary>
internal enum FindingStatus : byte
{
    Open,

    /// <summary>Open, under an exception.</summary>
    Suppressed,

    /// <summary>Open when its rule was switched off; it is no longer checked.</summary>
    NotEvaluated,

    /// <summary>Resolved by this run.</summary>
    Resolved,
}
