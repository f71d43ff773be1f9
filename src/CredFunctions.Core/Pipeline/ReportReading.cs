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
            while (reader.Read())
            {
                assessment.Assess(reader.Account);
                newest.Add(reader.Account);
                unassessed.Add(assessment);
                assessed?.Invoke(assessment);
            }

            Newest = newest.Value;
            return new ReportCounts
            {
                Rows = reader.RowCount,
                Accounts = reader.AccountCount,
                UnreadableRows = reader.UnreadableRowCount,
                Encoding = file.Encoding.Name,
            }.With(unassessed);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>The accounts in the order of the report.</summary>
    public IEnumerable<AssessedAccount> Accounts() => Assessments().Select(AssessedAccounts.Of);

    /// <summary>The assessments in the order of the report, each valid until the next one.</summary>
    /// <param name="counted">The figures that the report had when it was counted; null where they need not be compared.</param>
    /// <exception cref="InvalidDataException">The figures differ.</exception>
    public IEnumerable<Assessment> Assessments(ReportCounts? counted = null)
    {
        using var reader = ReportReader.Open(file, content, policy.ReportTimeZone);
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            yield return assessment;
        }

        if (counted is not null && (counted.Rows, counted.Accounts) != (reader.RowCount, reader.AccountCount))
            throw new InvalidDataException($"The report {record.Name} changed while it was read.");
    }

    /// <summary>The accounts in chunks of one bucket each.</summary>
    public IEnumerable<AccountFindingsMessage> Chunks(int accountsPerMessage)
    {
        var buckets = new ChunkRoom[AccountBucket.Count];
        for (var bucket = 0; bucket < buckets.Length; bucket++)
            buckets[bucket] = new ChunkRoom(accountsPerMessage);

        var number = 0;
        foreach (var account in Accounts())
        {
            var room = buckets[AccountBucket.Of(account.AccountId)];
            var bytes = MessageSize.Of(account);
            if (!room.Fits(bytes))
                yield return Chunk(number++, room.Take());
            room.Add(account, bytes);
        }

        foreach (var room in buckets.Where(room => !room.IsEmpty))
            yield return Chunk(number++, room.Take());
    }

    private AccountFindingsMessage Chunk(int number, IReadOnlyList<AssessedAccount> accounts) =>
        new(record.Source, record.Stamp, record.Policy, number, accounts);

    // Accounts of one bucket on their way into a chunk, as many as a message may hold.
    private sealed class ChunkRoom(int accountsPerMessage)
    {
        // Bytes of JSON: a Service Bus message holds 256 KB with its properties.
        private const int MaxBytes = 190 * 1024;

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

        public List<AssessedAccount> Take()
        {
            var taken = accounts;
            accounts = [];
            bytes = 0;
            return taken;
        }
    }
}
