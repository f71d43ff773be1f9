namespace CredFunctions.Reports;

/// <summary>The words that mean the same in every column.</summary>
internal enum Word : byte
{
    None,
    NotApplicable,
    NotSupported,
    True,
    False,
}
