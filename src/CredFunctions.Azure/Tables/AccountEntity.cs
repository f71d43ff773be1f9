using System.Globalization;

using Azure.Data.Tables;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Tables;

/// <summary>An account in the table Accounts. The JSON is what is read back; the other columns are for queries and people.</summary>
internal static class AccountEntity
{
    /// <summary>Whether the account has not left. A query can ask for a flag, but not for a column that is not there.</summary>
    public const string PresentColumn = "Present";

    private const string StateColumn = "State";
    private const string EventsColumn = "Events";

    public static string PartitionOf(string source, int bucket) =>
        string.Create(CultureInfo.InvariantCulture, $"{TableKey.Encode(source)}{TableKey.Separator}{bucket:x2}");

    public static TableEntity Of(string partition, AccountState account)
    {
        var row = new TableEntity(partition, TableKey.Encode(account.AccountId))
        {
            ["Username"] = account.Username,
            ["UserType"] = account.UserType,
            ["Profile"] = account.Profile.Name(),
            [PresentColumn] = account.IsPresent,
            ["AsOf"] = account.SnapshotAsOf.ToUniversalTime(),
            ["ReportId"] = account.Run.ReportId,
            ["Run"] = account.Run.Number,
        };
        if (account.GoneSince is { } gone)
            row["GoneSince"] = gone.ToUniversalTime();
        Count(row, account);
        StoredJson.Write(row, StateColumn, account with { Events = [] });
        StoredJson.Write(row, EventsColumn, account.Events);
        return row;
    }

    public static StoredAccount Read(TableEntity row)
    {
        var state = StoredJson.Read<AccountState>(row, StateColumn);
        var events = StoredJson.Read<IReadOnlyList<AccountEvent>>(row, EventsColumn);
        return new StoredAccount(state with { Events = events }, row.ETag.ToString());
    }

    private static void Count(TableEntity row, AccountState account)
    {
        var counts = new int[(int)Severity.Critical + 1];
        var suppressed = 0;
        foreach (var finding in account.OpenFindings)
        {
            counts[(int)finding.Severity]++;
            suppressed += finding.Suppression is null ? 0 : 1;
        }

        foreach (var severity in Enum.GetValues<Severity>())
            row[severity.ToString()] = counts[(int)severity];
        row["Suppressed"] = suppressed;
        if (Array.FindLastIndex(counts, count => count > 0) is >= 0 and var worst)
            row["Worst"] = ((Severity)worst).Name();
    }
}

/// <summary>
/// The start of a lane that last wrote to a bucket of its accounts: one row in the bucket's partition of the table Accounts. Every
/// transaction with accounts writes the row of its own start, so that it fails where a later start has removed it. Its key has
/// letters, which no account id has.
/// </summary>
internal static class StartEntity
{
    private const string FirstKey = "start|";
    private const string LastKey = "start}";

    public static TableEntity Of(string partition, long start) =>
        new(partition, string.Create(CultureInfo.InvariantCulture, $"{FirstKey}{start:d19}"));

    public static long Read(TableEntity row) => long.Parse(row.RowKey.AsSpan(FirstKey.Length), CultureInfo.InvariantCulture);

    public static bool Is(TableEntity row) => row.RowKey.StartsWith(FirstKey, StringComparison.Ordinal);

    public static string FilterOf(string partition) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {FirstKey} and RowKey lt {LastKey}");
}
