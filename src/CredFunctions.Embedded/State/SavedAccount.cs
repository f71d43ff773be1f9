using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.State;

/// <summary>An account on its way into the tables.</summary>
internal sealed class SavedAccount
{
    public SavedAccount(StoredAccount account, byte[] body)
    {
        Run = account.State.Run;
        Key = AccountKey.Of(account.State.AccountId);
        Bucket = AccountBucket.Of(account.State.AccountId);
        Body = body;
        Stamp = Stamp.Of(account.State);
        Flagged = account.State.NotAssessed.Count > 0 || Stamp.Open == 1 ? 1 : 0;
        if (account.Version is not { } version)
            return;

        // The version holds the row's id, so that no index need be asked where it is.
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

    public Stamp Stamp { get; }

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
