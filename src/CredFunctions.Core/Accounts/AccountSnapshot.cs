using CredFunctions.Reports;

namespace CredFunctions.Accounts;

/// <summary>What is kept of an account to compare it with the next report.</summary>
public sealed record AccountSnapshot
{
    public UserType? UserType { get; init; }

    public FlagReading LoginConsole { get; init; }

    public FlagReading Mfa { get; init; }

    public FlagReading LoginProtection { get; init; }

    public FlagReading OperationProtection { get; init; }

    public IReadOnlyList<KeySnapshot> Keys { get; init; } = [];

    /// <summary>Whether both SecretId cells were recognised, so that a key that is not listed is not there.</summary>
    public bool KeysAreComplete { get; init; }

    public KeySnapshot? Key(string hash) => Keys.FirstOrDefault(key => key.Hash == hash);
}
