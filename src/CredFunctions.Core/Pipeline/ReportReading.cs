using System.Buffers;

using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>Reads a report: its counts, its accounts, and these in chunks. The same bytes make the same chunks.</summary>
internal sealed class ReportReading(ReportFile file, Stream content, ReportRecord record, AssessmentPolicy policy)
{
    // One for all passes, which come one after the other: what the first one judged, the next ones know.
    private readonly Assessment assessment = new(record.Source, record.AsOf, policy);

    /// <summary>The newest time that was read, once everything was counted; null where none was.</summary>
    public DateTimeOffset? Newest { get; private set; }

    /// <summary>Reads and assesses the whole report; the reader is left at its end and knows every account id.</summary>
    public ReportCounts Count(out ReportReader reader, Action<Assessment>? assessed = null)
    {
        reader = ReportReader.Open(file, content, policy.ReportTimeZone);
        try
        {
            var unassessed = new UnassessedTally();
            var newest = new NewestTime(record.AsOf);
            var externalLogins = 0L;
            while (reader.Read())
            {
                assessment.Assess(reader.Account);
                newest.Add(reader.Account);
                unassessed.Add(assessment);
                externalLogins += assessment.HasExternalLogin ? 1 : 0;
                assessed?.Invoke(assessment);
            }

            Newest = newest.Value;
            return new ReportCounts
            {
                Rows = reader.RowCount,
                Accounts = reader.AccountCount,
                UnreadableRows = reader.UnreadableRowCount,
                ExternalLogins = externalLogins,
                Encoding = file.Encoding.Name,
            }.With(unassessed);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>The assessments in the order of the report, each valid until the next one.</summary>
    public IEnumerable<Assessment> Assessments()
    {
        using var reader = ReportReader.Open(file, content, policy.ReportTimeZone);
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            yield return assessment;
        }
    }

    /// <summary>The accounts in chunks of one bucket each, as many as a message may hold.</summary>
    public IEnumerable<AccountFindingsMessage> Chunks(int accountsPerMessage)
    {
        // Bytes of JSON: a Service Bus message holds 256 KB with its properties.
        const int MaxBytes = 190 * 1024;

        var buckets = Enumerable.Range(0, AccountBucket.Count).Select(_ => (Accounts: new List<AssessedAccount>(), Bytes: 0)).ToArray();
        var number = 0;
        foreach (var account in Assessments().Select(AssessedAccount.Of))
        {
            var bucket = AccountBucket.Of(account.AccountId);
            var (accounts, size) = buckets[bucket];
            var bytes = MessageSize.Of(account);
            if (accounts.Count > 0 && (accounts.Count == accountsPerMessage || size + bytes > MaxBytes))
            {
                yield return Chunk(number++, accounts);
                (accounts, size) = ([], 0);
            }

            accounts.Add(account);
            buckets[bucket] = (accounts, size + bytes);
        }

        foreach (var (rest, _) in buckets.Where(each => each.Accounts.Count > 0))
            yield return Chunk(number++, rest);
    }

    private AccountFindingsMessage Chunk(int number, IReadOnlyList<AssessedAccount> accounts) =>
        new(record.Source, record.Stamp, record.Policy, number, accounts);
}

/// <summary>An upper bound of what an account takes in a message, without writing it.</summary>
internal static class MessageSize
{
    // Property names, punctuation, ids, times and numbers; a test holds these bounds against what is really written.
    private const int AccountBytes = 610;
    private const int KeyBytes = 360;
    private const int FindingBytes = 420;
    private const int CellBytes = 24;
    private const int UnassessedBytes = 120;
    private const int DueBytes = 180;
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
        foreach (var check in account.Due)
            bytes += DueBytes + Text(check.SecretIdMask ?? "");
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
