using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

/// <summary>A report in the making: accounts that are clean but for the cells a test names.</summary>
internal sealed class ReportText
{
    public const string AsOf = "2026-11-01 12:00";
    public const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA";
    public const string OtherSecretId = "AKIDgnPhESAz8krbsJ5yKBZQpn74WFkmLPx3";

    private static readonly Dictionary<Column, string> Person = new()
    {
        [Column.UserType] = "Sub-user",
        [Column.CreationTime] = "2024-09-05 9:32:32",
        [Column.PasswordEnabled] = "TRUE",
        [Column.PasswordLastRotation] = "2026-10-14 17:39:35",
        [Column.LoginConsoleActive] = "TRUE",
        [Column.LoginProtectionActive] = "TRUE",
        [Column.OperationProtectionActive] = "TRUE",
        [Column.MfaDeviceActive] = "TRUE",
        [Column.AbnormalLoginsWithin30Days] = "FALSE",
        [Column.LastConsoleLoginTime] = "2026-11-01 12:00:00",
    };

    private static readonly Dictionary<Column, string> Program = new(Person)
    {
        [Column.PasswordEnabled] = "FALSE",
        [Column.PasswordLastRotation] = "FALSE",
        [Column.LoginConsoleActive] = "FALSE",
        [Column.LastConsoleLoginTime] = "N/A",
        [Column.AccessKey1SecretId] = SecretId,
        [Column.AccessKey1MayBeAtRisk] = "FALSE",
        [Column.AccessKey1CreationTime] = "2026-10-20 10:00:00",
        [Column.AccessKey1Status] = "Active",
        [Column.AccessKey1LastUsedDate] = "2026-10-30 10:00:00",
        [Column.AccessKey1CreatedOver90Days] = "FALSE",
        [Column.AccessKey1CreatedOver30Days] = "FALSE",
    };

    private readonly StringBuilder text = new();
    private readonly List<Column> columns;
    private long nextId = 100000000001;

    public ReportText(bool olderEdition = false, IReadOnlyList<string>? unknownColumns = null)
    {
        columns = [.. Columns.All.Where(column => !olderEdition || !Columns.IsOptional(column))];
        text.AppendJoin(',', columns.Select(Columns.NameOf).Concat(unknownColumns ?? [])).Append('\n');
    }

    public byte[] Bytes => Encoding.UTF8.GetBytes(text.ToString());

    /// <summary>Every kind of output in one report: all severities, both subjects, verdicts not given, a row not read, odd names.</summary>
    public static ReportText Mixed() => new ReportText()
        .AddPerson("clean@example.com")
        .AddProgram("leaked", (Column.AccessKey1MayBeAtRisk, "TRUE"))
        .AddPerson("no-mfa@example.com", (Column.MfaDeviceActive, "FALSE"))
        .AddPerson("unprotected@example.com", (Column.OperationProtectionActive, "FALSE"))
        .AddPerson("odd@example.com", (Column.LoginConsoleActive, "pending"))
        .AddPerson("partner", (Column.UserType, "Collaborator"))
        .AddProgram("both-keys", (Column.AccessKey2SecretId, OtherSecretId), (Column.AccessKey2Status, "Disable"), (Column.AccessKey2CreationTime, "2026-01-01"), (Column.AccessKey2MayBeAtRisk, "FALSE"))
        .AddLine("1.00028E+11,too,short");

    public ReportText AddPerson(string username, params (Column Column, string Cell)[] cells) => Add(Person, username, cells);

    public ReportText AddProgram(string username, params (Column Column, string Cell)[] cells) => Add(Program, username, cells);

    public ReportText AddLine(string line)
    {
        text.Append(line).Append('\n');
        return this;
    }

    private ReportText Add(Dictionary<Column, string> row, string username, (Column Column, string Cell)[] changes)
    {
        var cells = new Dictionary<Column, string>(row)
        {
            [Column.AccountId] = (nextId++).ToString(System.Globalization.CultureInfo.InvariantCulture),
            [Column.Username] = username,
        };
        foreach (var (column, cell) in changes)
            cells[column] = cell;
        return AddLine(string.Join(',', columns.Select(column => Quoted(cells.GetValueOrDefault(column, "N/A")))));
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
