namespace CredFunctions.Reports;

/// <summary>Whether an access key can be used.</summary>
public enum KeyStatus : byte
{
    Active,
    Disabled,
}
