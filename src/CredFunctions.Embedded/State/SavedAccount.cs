using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.State;

/// <summary>An account as the columns of its rows.</summary>
internal sealed class SavedAccount
{
    /// <summary>The least of <see cref="Events"/> for an account with events.</summary>
    public const long WithEvents = 1;

    /// <summary>The least of <see cref="Events"/> for an account with a change among its events.</summary>
    public const long WithChanges = 2;

    public SavedAccount(StoredAccount account, byte[] body)
    {
        Run = account.State.Run;
        Key = AccountKey.Of(account.State.AccountId);
        Bucket = AccountBucket.Of(account.State.AccountId);
        Body = body;
        Gone = account.State.GoneSince?.UtcTicks;
        Open = account.State.OpenFindings.Any() ? 1 : 0;
        Events = account.State.Events.Count == 0 ? 0
            : account.State.Events.Any(accountEvent => accountEvent.Kind is AccountEventKind.Changed) ? WithChanges
            : WithEvents;
        Flagged = account.State.NotAssessed.Count > 0 || Open == 1 ? 1 : 0;
        if (account.Version is not { } version)
            return;

        // The version holds the row's id, which saves a look-up in the index.
        var point = version.IndexOf('.', StringComparison.Ordinal);
        var last = version.LastIndexOf('.');
        Id = long.Parse(version.AsSpan(0, point), CultureInfo.InvariantCulture);
        Version = long.Parse(version.AsSpan((point + 1)..last), CultureInfo.InvariantCulture);
        Losses = long.Parse(version.AsSpan(last + 1), CultureInfo.InvariantCulture);
    }

    /// <summary>The run that touched it last.</summary>
    public RunStamp Run { get; }

    /// <summary>The account id.</summary>
    public SqlValue Key { get; }

    /// <summary>See <see cref="AccountBucket"/>.</summary>
    public int Bucket { get; }

    public byte[] Body { get; }

    /// <summary>The as-of of the report from which it was gone; null while it is present.</summary>
    public long? Gone { get; }

    /// <summary>1 while a finding is open.</summary>
    public long Open { get; }

    /// <summary>The events that its last run made: none, some, or a change among them.</summary>
    public long Events { get; }

    /// <summary>1 where a finding is open or a rule was not assessed.</summary>
    public long Flagged { get; }

    /// <summary>The row's id; 0 where it is new.</summary>
    public long Id { get; }

    /// <summary>The version under which it was read; 0 where it is new.</summary>
    public long Version { get; }

    /// <summary>How often writes had been undone when it was read: a version that was undone may be given again.</summary>
    public long Losses { get; }

    public bool IsNew => Version == 0;
}
