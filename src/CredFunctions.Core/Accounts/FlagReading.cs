namespace CredFunctions.Accounts;

/// <summary>A flag as it is compared between two reports.</summary>
public enum FlagReading : byte
{
    /// <summary>Not applicable or not recognised: it neither makes a change nor resets what the next one is compared with.</summary>
    Unusable,

    True,

    False,

    NotSupported,
}
