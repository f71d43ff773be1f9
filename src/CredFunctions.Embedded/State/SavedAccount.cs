using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.State;

/// <summary>An account as the columns of its two rows.</summary>
internal sealed class SavedAccount
{
    /// <summary>The least of <see cref="Events"/> for an account with events.</summary>
    public const long WithEvents = 1;

    /// <summary>The least of <see cref="Events"/> for an account with a change among its events.</summary>
    public const long WithChanges = 2;

    public SavedAccount(StoredAccount account, byte[] body)
    {
        var state = account.State;
        Run = state.Run;
        Key = AccountKey.Of(state.AccountId);
        Body = body;
        Gone = state.GoneSince?.UtcTicks;
        Open = state.HasOpenFindings || state.Due.Count > 0 ? 1 : 0;
        Events = state.Events.Count == 0 ? 0 : state.Events.Any(each => each.Kind is AccountEventKind.Changed) ? WithChanges : WithEvents;
        Flagged = state.NotAssessed.Count > 0 || Open == 1 ? 1 : 0;
        if (account.Version is { } version)
            Version = RowVersion.Parse(version);
    }

    public RunStamp Run { get; }

    public SqlValue Key { get; }

    public byte[] Body { get; }

    /// <summary>The as-of of the report from which it was gone; null while it is present.</summary>
    public long? Gone { get; }

    /// <summary>1 while a finding is open, or something is due.</summary>
    public long Open { get; }

    /// <summary>The events that its last run made: none, some, or a change among them.</summary>
    public long Events { get; }

    /// <summary>1 where a finding is open, something is due, or a rule was not assessed.</summary>
    public long Flagged { get; }

    /// <summary>What it was read under; null where it is new.</summary>
    public RowVersion? Version { get; }
}

/// <summary>What a row was read under. It has the row's id, which saves a look-up in the index.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Number">How often the row was written.</param>
/// <param name="Losses">How often writes had been undone by then: a number that was undone may be given again.</param>
internal readonly record struct RowVersion(long Id, long Number, long Losses)
{
    public static RowVersion Parse(string text)
    {
        var (point, last) = (text.IndexOf('.', StringComparison.Ordinal), text.LastIndexOf('.'));
        return new RowVersion(Part(..point), Part((point + 1)..last), Part((last + 1)..));

        long Part(Range range) => long.Parse(text.AsSpan(range), CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}.{Number}.{Losses}");
}

/// <summary>An account id as a column holds it: a number where that loses nothing, which takes half the room; else its digits.</summary>
internal static class AccountKey
{
    // The bits of a row's id below the source's number.
    private const int OrderBits = 40;
    private const int MostDigits = 18;

    /// <summary>Below the ids of all rows of a source, and above those of the one before.</summary>
    public static long First(long source) => source << OrderBits;

    public static SqlValue Of(string accountId) =>
        accountId.Length is > 0 and <= MostDigits
            && (accountId[0] != '0' || accountId.Length == 1)
            && long.TryParse(accountId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : accountId;

    public static string TextOf(SqlValue column) => column switch
    {
        { Number: { } number } => number.ToString(CultureInfo.InvariantCulture),
        { Text: { } digits } => digits,
        _ => throw new InvalidDataException("An account has no id."),
    };
}
