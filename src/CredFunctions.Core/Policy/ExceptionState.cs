namespace CredFunctions.Policy;

/// <summary>Whether a finding is excepted.</summary>
public enum ExceptionState : byte
{
    /// <summary>No exception matches.</summary>
    None,

    /// <summary>An exception matches, and its last day is not over.</summary>
    Active,

    /// <summary>An exception matched until its last day was over, or it is malformed.</summary>
    Expired,
}
