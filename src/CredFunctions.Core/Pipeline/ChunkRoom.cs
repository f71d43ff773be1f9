using CredFunctions.Accounts;

namespace CredFunctions.Pipeline;

/// <summary>Accounts of one bucket on their way into a chunk, as many as a message may hold.</summary>
internal sealed class ChunkRoom(int accountsPerMessage)
{
    /// <summary>What a message may take, in bytes of JSON: a Service Bus message holds 256 KB with its properties.</summary>
    public const int MaxBytes = 190 * 1024;

    private List<AssessedAccount> accounts = [];
    private int bytes;

    public bool IsEmpty => accounts.Count == 0;

    /// <summary>Whether an account of that many bytes, see <see cref="MessageSize"/>, still fits.</summary>
    public bool Fits(int accountBytes) => IsEmpty || (accounts.Count < accountsPerMessage && bytes + accountBytes <= MaxBytes);

    public void Add(AssessedAccount account, int accountBytes)
    {
        accounts.Add(account);
        bytes += accountBytes;
    }

    public IReadOnlyList<AssessedAccount> Take()
    {
        var taken = accounts;
        accounts = [];
        bytes = 0;
        return taken;
    }
}
