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

    internal static AccountSnapshot Of(Account account, KeySnapshot? key1, KeySnapshot? key2) => new()
    {
        UserType = account.UserType.Value,
        LoginConsole = ReadingOf(account.LoginConsoleActive),
        Mfa = ReadingOf(account.MfaDeviceActive),
        LoginProtection = ReadingOf(account.LoginProtectionActive),
        OperationProtection = ReadingOf(account.OperationProtectionActive),
        Keys = (key1, key2) switch
        {
            ({ } one, { } two) => [one, two],
            ({ } one, null) => [one],
            (null, { } two) => [two],
            _ => [],
        },
        KeysAreComplete = account.Key1.SecretId is not CellState.Unrecognised && account.Key2.SecretId is not CellState.Unrecognised,
    };

    /// <summary>The last usable cells once this report is recorded.</summary>
    /// <param name="before">The last usable ones of the reports before; null where there is nothing to compare with.</param>
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

    private static FlagReading ReadingOf(Cell<bool> flag) => flag.State switch
    {
        CellState.Value => flag.Is(true) ? FlagReading.True : FlagReading.False,
        CellState.NotSupported => FlagReading.NotSupported,
        _ => FlagReading.Unusable,
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

    private static KeySnapshot? Key(IReadOnlyList<KeySnapshot> keys, string hash) => keys.FirstOrDefault(key => key.Hash == hash);
}

/// <summary>What is kept of an access key to compare it with the next report. Keys are distinguished by SecretId, never by slot.</summary>
public sealed record KeySnapshot
{
    /// <summary>Recognises the SecretId without holding it; see <see cref="Fingerprint.OfKey"/>.</summary>
    public required string Hash { get; init; }

    public required string Mask { get; init; }

    /// <summary>The slot it stood in when it was last seen.</summary>
    public required KeySlot Slot { get; init; }

    /// <summary>The last status that was recognised.</summary>
    public KeyStatus? Status { get; init; }

    /// <summary>When it was created, by the report that <see cref="LastUsed"/> is of.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>
    /// The last use by the last report in which that cell was a time or not applicable and the status was recognised; null
    /// where it was never used, or no such report has come.
    /// </summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Whether that report has it as never used.</summary>
    public bool NeverUsed { get; init; }

    /// <summary>The as-of of that report; null in a report's own snapshot.</summary>
    public DateTimeOffset? UsedAsOf { get; init; }

    /// <summary>Whether it stood in the last report in which both SecretId cells were recognised.</summary>
    public bool IsListed { get; init; }

    /// <summary>The as-of of the report from which it was gone; null while it may be there.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>The key of a report's row; null where its slot holds none, or none that was recognised.</summary>
    internal static KeySnapshot? Of(string source, Account account, AccessKey key)
    {
        if (key.SecretId is not CellState.Value)
            return null;

        var secretId = account.SecretId(key);
        var status = key.Status.Value;
        return new KeySnapshot
        {
            Hash = Fingerprint.OfKey(source, account.Text(Column.AccountId), secretId),
            Mask = SecretIdMask.Of(secretId),
            Slot = key.Slot,
            Status = status,
            Created = key.Created.Value,
            LastUsed = status is null ? null : key.LastUsed.Value,
            NeverUsed = status is not null && key.LastUsed.State is CellState.NotApplicable,
        };
    }

    /// <summary>This key as a report shows it, with what the reports before have of it where this one has nothing usable.</summary>
    internal KeySnapshot After(KeySnapshot? before, DateTimeOffset asOf, bool isListed)
    {
        var hasUse = LastUsed is not null || NeverUsed;
        return this with
        {
            Status = Status ?? before?.Status,
            Created = hasUse ? Created : before?.Created,
            LastUsed = hasUse ? LastUsed : before?.LastUsed,
            NeverUsed = hasUse ? NeverUsed : before is { NeverUsed: true },
            UsedAsOf = hasUse ? asOf : before?.UsedAsOf,
            IsListed = isListed || before is { IsListed: true },
        };
    }
}

/// <summary>A flag as it is compared between two reports.</summary>
public enum FlagReading : byte
{
    /// <summary>Not applicable or not recognised: it neither makes a change nor resets what the next one is compared with.</summary>
    Unusable,

    True,

    False,

    NotSupported,
}
