using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.State;

/// <summary>An account as it was read.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Key">The account id, see <see cref="AccountKey"/>.</param>
/// <param name="Version">How often it was saved.</param>
/// <param name="Losses">See <see cref="StateFile.Losses"/>.</param>
/// <param name="Run">The run that touched it last.</param>
/// <param name="Body">The rest.</param>
internal readonly record struct ReadAccount(long Id, SqlValue Key, long Version, long Losses, RunStamp Run, byte[] Body)
{
    public StoredAccount Stored => new(
        AccountBody.Read(Body, AccountKey.TextOf(Key), Run), string.Create(CultureInfo.InvariantCulture, $"{Id}.{Version}.{Losses}"));
}
