namespace CredFunctions;

/// <summary>Who uses an account. It selects thresholds only.</summary>
public enum Profile : byte
{
    Human,
    Machine,
}
