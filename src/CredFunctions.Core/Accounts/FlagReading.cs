using CredFunctions.Reports;

namespace CredFunctions.Accounts;

/// <summary>A flag as it is compared between two reports.</summary>
public enum FlagReading : byte
{
    /// <summary>Never read, or not understood; never makes a change.</summary>
    Unrecognised,

    True,

    False,

    NotSupported,

    NotApplicable,
}
