using System.Text.Json.Serialization;

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

    /// <summary>Whether every cell that it is of was recognised.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        UserType is not null && KeysAreComplete && LoginConsole is not FlagReading.Unrecognised && Mfa is not FlagReading.Unrecognised
        && LoginProtection is not FlagReading.Unrecognised && OperationProtection is not FlagReading.Unrecognised && Keys.All(key => key.Status is not null);

    public KeySnapshot? Key(string hash)
    {
        foreach (var key in Keys)
        {
            if (key.Hash == hash)
                return key;
        }

        return null;
    }
}
