using CredFunctions.Reports;

namespace CredFunctions.Accounts;

/// <summary>
/// The cells of an account that are compared between reports: of one report, those that are usable in it; of an account's
/// state, the last usable ones.
/// </summary>
public sealed record AccountSnapshot
{
    public UserType? UserType { get; init; }

    public FlagReading LoginConsole { get; init; }

    public FlagReading Mfa { get; init; }

    public FlagReading LoginProtection { get; init; }

    public FlagReading OperationProtection { get; init; }

    /// <summary>Its keys; those that are gone are among a state's for as long as findings are kept.</summary>
    public IReadOnlyList<KeySnapshot> Keys { get; init; } = [];

    /// <summary>
    /// Whether both SecretId cells were recognised, in this report or in some report before; the keys that the last such report
    /// had are <see cref="KeySnapshot.IsListed"/>.
    /// </summary>
    public bool KeysAreComplete { get; init; }

    public KeySnapshot? Key(string hash) => Key(Keys, hash);

    /// <summary>The last usable cells once this report is recorded.</summary>
    /// <param name="before">The last usable ones of the reports before; null where there is nothing to compare with.</param>
    /// <param name="run">The run of this report.</param>
    internal AccountSnapshot After(AccountSnapshot? before, RunContext run) => this with
    {
        UserType = UserType ?? before?.UserType,
        LoginConsole = Last(before?.LoginConsole, LoginConsole),
        Mfa = Last(before?.Mfa, Mfa),
        LoginProtection = Last(before?.LoginProtection, LoginProtection),
        OperationProtection = Last(before?.OperationProtection, OperationProtection),
        Keys = Keys.Count == 0 && before is not { Keys.Count: > 0 } ? [] : KeysAfter(before?.Keys ?? [], run),
        KeysAreComplete = KeysAreComplete || before is { KeysAreComplete: true },
    };

    private static FlagReading Last(FlagReading? before, FlagReading now) => now is FlagReading.Unusable ? before ?? now : now;

    private List<KeySnapshot> KeysAfter(IReadOnlyList<KeySnapshot> before, RunContext run)
    {
        var keys = new List<KeySnapshot>(Keys.Count);
        foreach (var key in Keys)
            keys.Add(key.After(Key(before, key.Hash), run.Run.AsOf, isListed: KeysAreComplete));
        foreach (var was in before)
        {
            // A cell that is not recognised may hold the key still.
            if (Key(was.Hash) is not null)
                continue;
            if (!KeysAreComplete)
                keys.Add(was);
            else if (!run.IsPastKeeping(was.GoneSince))
                keys.Add(was with { IsListed = false, GoneSince = was.GoneSince ?? run.Run.AsOf });
        }

        return keys;
    }

    private static KeySnapshot? Key(IReadOnlyList<KeySnapshot> keys, string hash)
    {
        for (var index = 0; index < keys.Count; index++)
        {
            if (keys[index].Hash == hash)
                return keys[index];
        }

        return null;
    }
}
