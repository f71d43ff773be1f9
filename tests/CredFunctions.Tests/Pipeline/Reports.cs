using CredFunctions.Pipeline;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Pipeline;

/// <summary>Small reports of one source that tell a story.</summary>
internal static class Reports
{
    public static DateTimeOffset Day(int day) => AccountRow.AsOf.AddDays(day);

    /// <summary>Seven accounts, two of them with something wrong.</summary>
    public static StoryReport First { get; } = Bytes(
        Clean(1), Clean(2).With(Column.MfaDeviceActive, "FALSE"), Clean(3), Key(4).With(Column.AccessKey1MayBeAtRisk, "TRUE").With(Column.AccessKey1Status, "Disable"),
        Key(5), Clean(6), Clean(7));

    /// <summary>One finding resolved, one raised, one new, one account gone, one new.</summary>
    public static StoryReport Second { get; } = Bytes(
        Clean(1).With(Column.LoginProtectionActive, "FALSE"), Clean(2), Clean(3), Key(4).With(Column.AccessKey1MayBeAtRisk, "TRUE"), Key(5), Clean(6), Clean(8));

    /// <summary>What was resolved opens again.</summary>
    public static StoryReport Third { get; } = Bytes(
        Clean(1), Clean(2).With(Column.MfaDeviceActive, "FALSE"), Clean(3), Key(4), Key(5).With(Column.AccessKey1Status, "Disable"), Clean(6), Clean(7), Clean(8));

    /// <summary>Thirteen accounts of one bucket, so that they are few chunks.</summary>
    public static StoryReport Many { get; } = Bytes([.. OfOneBucket(13)]);

    /// <summary>Two of the thirteen: too many are missing to believe it.</summary>
    public static StoryReport Few { get; } = Bytes([.. OfOneBucket(2)]);

    /// <summary>Nothing is better than in the second.</summary>
    public static StoryReport Fourth { get; } = Bytes(
        Clean(1).With(Column.LoginProtectionActive, "FALSE"), Clean(2), Clean(3), Key(4).With(Column.AccessKey1MayBeAtRisk, "TRUE"), Key(5).With(Column.AccessKey1MayBeAtRisk, "TRUE"),
        Clean(6).With(Column.MfaDeviceActive, "FALSE"), Clean(8).With(Column.OperationProtectionActive, "FALSE"));

    /// <summary>Accounts of one bucket with more findings than a notification names.</summary>
    public static StoryReport Untold { get; } = Bytes([.. OfOneBucket(15).Select(Neglected)]);

    /// <summary>One account less with all its findings, and one of the others mended.</summary>
    public static StoryReport UntoldLater { get; } = Bytes([.. OfOneBucket(14).Select((row, number) => number == 0 ? row : Neglected(row))]);

    /// <summary>Cut off within a quoted field.</summary>
    public static StoryReport CutOff { get; } = new(System.Text.Encoding.UTF8.GetBytes(Report.Header + "\n" + Clean(1).Csv() + "\n\"1000000"));

    private static StoryReport Bytes(params AccountRow[] rows) => new(Report.Of(rows).Bytes());

    private static IEnumerable<AccountRow> OfOneBucket(int count) =>
        Enumerable.Range(10, int.MaxValue - 10).Select(Clean).Where(row => AccountBucket.Of(row[Column.AccountId]) == 3).Take(count);

    private static AccountRow Clean(int number) => AccountRow.Clean($"1{number:00000000000}").With(Column.Username, $"user{number}");

    // Two unused keys of a user who neither protects nor uses the console.
    private static AccountRow Neglected(AccountRow row) => row
        .With(Column.MfaDeviceActive, "FALSE").With(Column.LoginProtectionActive, "FALSE").With(Column.OperationProtectionActive, "FALSE")
        .With(Column.PasswordLastRotation, AccountRow.Ago(200)).With(Column.LastConsoleLoginTime, AccountRow.Ago(150))
        .WithKey(KeySlot.One, ageDays: 200).WithKey(KeySlot.Two, ageDays: 200)
        .With(Column.AccessKey1LastUsedDate, AccountRow.Ago(150)).With(Column.AccessKey2LastUsedDate, AccountRow.Ago(150));

    private static AccountRow Key(int number) => AccountRow.Machine().With(Column.AccountId, $"1{number:00000000000}").With(Column.Username, $"job{number}");
}
