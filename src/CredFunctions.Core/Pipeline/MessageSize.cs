using System.Buffers;

using CredFunctions.Accounts;

namespace CredFunctions.Pipeline;

/// <summary>An upper bound of what an account takes in a message, without writing it.</summary>
internal static class MessageSize
{
    // Property names, punctuation, ids, times and numbers; a test holds these bounds against what is really written.
    private const int AccountBytes = 600;
    private const int KeyBytes = 360;
    private const int FindingBytes = 420;
    private const int CellBytes = 24;
    private const int UnassessedBytes = 120;

    private const int MostBytesACharacter = 6;

    private static readonly SearchValues<char> WrittenAsTheyAre = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .-:@_/,");

    public static int Of(AssessedAccount account)
    {
        var bytes = AccountBytes + Text(account.Username) + (account.Snapshot.Keys.Count * KeyBytes);
        foreach (var finding in account.Findings)
        {
            bytes += FindingBytes + Text(finding.Message);
            foreach (var (column, cell) in finding.Evidence)
                bytes += CellBytes + Text(column) + Text(cell);
        }

        foreach (var rule in account.NotAssessed)
            bytes += UnassessedBytes + Text(rule.Reason);
        return bytes;
    }

    private static int Text(string text)
    {
        var bytes = text.Length;
        var rest = text.AsSpan();
        while (rest.IndexOfAnyExcept(WrittenAsTheyAre) is >= 0 and var other)
        {
            bytes += MostBytesACharacter - 1;
            rest = rest[(other + 1)..];
        }

        return bytes;
    }
}
