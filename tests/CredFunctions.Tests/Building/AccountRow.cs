using System.Globalization;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Building;

/// <summary>One row of a report: a sub-user nothing is wrong with, but for the cells a test changes.</summary>
public sealed class AccountRow
{
    public const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    public const string OtherSecretId = "AKIDq1krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";

    private const int SlotWidth = Column.AccessKey2SecretId - Column.AccessKey1SecretId;

    private readonly string[] cells = new string[Columns.Count];

    private AccountRow()
    {
    }

    /// <summary>The instant to which tests count ages.</summary>
    public static DateTimeOffset AsOf { get; } = new(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);

    public string this[Column column] => cells[(int)column];

    /// <summary>A sub-user who uses the console, well protected, and has no access key.</summary>
    public static AccountRow Clean(string id = "100000000001")
    {
        var row = new AccountRow();
        Array.Fill(row.cells, "N/A");
        return row
            .With(Column.AccountId, id)
            .With(Column.Username, "alice")
            .With(Column.UserType, "Sub-user")
            .With(Column.CreationTime, Ago(200))
            .With(Column.PasswordEnabled, "TRUE")
            .With(Column.PasswordLastRotation, Ago(10))
            .With(Column.LoginConsoleActive, "TRUE")
            .With(Column.LoginProtectionActive, "TRUE")
            .With(Column.OperationProtectionActive, "TRUE")
            .With(Column.MfaDeviceActive, "TRUE")
            .With(Column.AbnormalLoginsWithin30Days, "FALSE")
            .With(Column.LastConsoleLoginTime, Ago(1));
    }

    /// <summary>A sub-user without console who uses one access key, a month old or less.</summary>
    public static AccountRow Machine(KeySlot slot = KeySlot.One) => Clean()
        .With(Column.PasswordEnabled, "FALSE")
        .With(Column.PasswordLastRotation, "FALSE")
        .With(Column.LoginConsoleActive, "FALSE")
        .With(Column.LastConsoleLoginTime, "N/A")
        .WithKey(slot);

    /// <summary>The column of that slot which stands where the given column of slot 1 stands.</summary>
    public static Column In(KeySlot slot, Column firstSlotColumn) =>
        slot is KeySlot.One || firstSlotColumn is < Column.AccessKey1SecretId or > Column.AccessKey1CreatedOver30Days
            ? firstSlotColumn
            : firstSlotColumn + SlotWidth;

    /// <summary>The time that many days before the as-of, as the report writes it.</summary>
    public static string Ago(double days) => Ago(TimeSpan.FromDays(days));

    /// <summary>The time that long before the as-of, exact to 100 ns.</summary>
    public static string Ago(TimeSpan age) => Time(AsOf - age);

    /// <summary>A time in the report's zone without an offset, exact to 100 ns.</summary>
    public static string Time(DateTimeOffset time)
    {
        var local = time.ToOffset(TimeSpan.FromHours(8));
        var format = local.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.fffffff";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }

    public AccountRow With(Column column, string text)
    {
        cells[(int)column] = text;
        return this;
    }

    /// <summary>Changes a cell of a slot, named by its column in slot 1; a column of the account is what it is.</summary>
    public AccountRow With(KeySlot slot, Column firstSlotColumn, string text) => With(In(slot, firstSlotColumn), text);

    /// <summary>An active access key in use, whose age flags fit.</summary>
    public AccountRow WithKey(KeySlot slot, double ageDays = 10, string status = "Active", string? secretId = null) => this
        .With(slot, Column.AccessKey1SecretId, secretId ?? (slot is KeySlot.One ? SecretId : OtherSecretId))
        .With(slot, Column.AccessKey1MayBeAtRisk, "FALSE")
        .With(slot, Column.AccessKey1Status, status)
        .With(slot, Column.AccessKey1LastUsedDate, Ago(1))
        .WithKeyCreated(slot, TimeSpan.FromDays(ageDays));

    public AccountRow WithKeyCreated(KeySlot slot, TimeSpan age) => this
        .With(slot, Column.AccessKey1CreationTime, Ago(age))
        .With(slot, Column.AccessKey1CreatedOver90Days, age > TimeSpan.FromDays(90) ? "TRUE" : "FALSE")
        .With(slot, Column.AccessKey1CreatedOver30Days, age > TimeSpan.FromDays(30) ? "TRUE" : "FALSE");

    /// <summary>The row as CSV, quoted where it has to be.</summary>
    public string Csv(char separator = ',', IEnumerable<Column>? columns = null) =>
        string.Join(separator, (columns ?? Columns.All).Select(column => Report.Quoted(this[column], separator)));
}
