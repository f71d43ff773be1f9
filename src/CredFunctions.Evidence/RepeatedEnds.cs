using CredFunctions.Accounts;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>
/// The ends of lines, behind the id and the name, which are the same for most accounts without findings: each is made once.
/// </summary>
internal sealed class RepeatedEnds(EvidenceText text)
{
    // Bounds the memory for a report that is made up.
    private const int Most = 4_096;

    private readonly Dictionary<(string UserType, Profile Profile, AccountPresence, DateTimeOffset AsOf, ulong Passed), byte[]> ends = [];

    /// <param name="account">The account.</param>
    /// <param name="write">Writes the end of its line into the text.</param>
    public void Write(EvidenceAccount account, Action<EvidenceAccount> write)
    {
        var state = account.State;
        var key = (state.UserType, state.Profile, account.Presence, state.SnapshotAsOf, account.Outcomes.Passed);
        if (!account.IsPlain)
        {
            write(account);
        }
        else if (ends.TryGetValue(key, out var end))
        {
            text.Write(end);
        }
        else
        {
            var start = text.Pending.Length;
            write(account);
            if (ends.Count < Most)
                ends.Add(key, text.Pending[start..].ToArray());
        }
    }
}
