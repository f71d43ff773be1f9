using System.Globalization;

using Azure.Data.Tables;

namespace CredFunctions.Azure.Tables;

/// <summary>
/// The start of a lane that last wrote to a bucket of its accounts: one row in the bucket's partition of the table Accounts. Every
/// transaction with accounts writes the row of its own start, so that it fails where a later start has removed it. Its key has
/// letters, which no account id has.
/// </summary>
internal static class StartRow
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
