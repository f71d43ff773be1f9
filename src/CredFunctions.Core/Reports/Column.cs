using System.Text;

namespace CredFunctions.Reports;

/// <summary>The columns of the User Credential Report, in the order in which the console writes them.</summary>
public enum Column
{
    AccountId,
    Username,
    UserType,
    CreationTime,
    PasswordEnabled,
    PasswordLastRotation,
    LoginConsoleActive,
    LoginProtectionActive,
    OperationProtectionActive,
    MfaDeviceActive,
    AbnormalLoginsWithin30Days,
    AccessKey1SecretId,
    AccessKey1MayBeAtRisk,
    AccessKey1CreationTime,
    AccessKey1Status,
    AccessKey1LastUsedDate,
    AccessKey1CreatedOver90Days,
    AccessKey1CreatedOver30Days,
    AccessKey2SecretId,
    AccessKey2MayBeAtRisk,
    AccessKey2CreationTime,
    AccessKey2Status,
    AccessKey2LastUsedDate,
    AccessKey2CreatedOver90Days,
    AccessKey2CreatedOver30Days,

    /// <summary>The one optional column: an older edition of the report ends before it.</summary>
    LastConsoleLoginTime,
}

/// <summary>The names of the columns: as the report writes them, and as they are compared.</summary>
public static class Columns
{
    /// <summary>How many columns the report has: 25 required ones and <see cref="Column.LastConsoleLoginTime"/>.</summary>
    public const int Count = 26;

    // The report's own spelling, odd spaces and letter cases included.
    private static readonly string[] Names =
    [
        "Account ID", "Username", "UserType", "CreationTime", "PasswordEnabled", "PasswordLastRotation",
        "LoginConsoleActive", "LoginProtectionActive", "OperationProtectionActive", "MFADeviceActive",
        "Abnormal LoginsNumWithin30Days",
        "AccessKey1SecretId", "AccessKey1MayBeAtRisk", "AccessKey1CreationTime", "AccessKey1Status",
        "AccessKey1lastUsedDate", "AccessKey1CreatedOver90Days", "AccessKey1CreatedOver30Days",
        "AccessKey2SecretId", "AccessKey2MayBeAtRisk", "AccessKey2CreationTime", "AccessKey2Status",
        "AccessKey2lastUsedDate", "AccessKey2CreatedOver90Days", "AccessKey2CreatedOver30Days",
        "Last Console Login Time",
    ];

    private static readonly Dictionary<string, Column> ByNormalizedName =
        Names.Select((name, index) => (Key: Normalize(name), Column: (Column)index))
            .ToDictionary(entry => entry.Key, entry => entry.Column, StringComparer.Ordinal);

    /// <summary>All columns, in the report's order.</summary>
    public static IReadOnlyList<Column> All { get; } = [.. Enum.GetValues<Column>()];

    /// <summary>The columns that hold times. An array, for it is gone through for every row.</summary>
    internal static Column[] Times { get; } =
    [
        Column.CreationTime, Column.PasswordLastRotation, Column.LastConsoleLoginTime,
        Column.AccessKey1CreationTime, Column.AccessKey1LastUsedDate, Column.AccessKey2CreationTime, Column.AccessKey2LastUsedDate,
    ];

    /// <summary>The name as the report writes it, such as <c>AccessKey1lastUsedDate</c>.</summary>
    public static string NameOf(Column column) => Names[(int)column];

    /// <summary>Whether a report may lack the column.</summary>
    public static bool IsOptional(Column column) => column is Column.LastConsoleLoginTime;

    /// <summary>Whether the column holds a SecretId, whose text is never shown whole.</summary>
    public static bool HoldsSecretId(Column column) => column is Column.AccessKey1SecretId or Column.AccessKey2SecretId;

    /// <summary>Finds a column by its name without white space, hyphens, underscores and case.</summary>
    public static bool TryFind(string name, out Column column) => ByNormalizedName.TryGetValue(Normalize(name), out column);

    /// <summary>Whether two names are of one column.</summary>
    public static bool IsSameName(string name, string other) => string.Equals(Normalize(name), Normalize(other), StringComparison.Ordinal);

    /// <summary>The name without white space, hyphens, underscores and the case of ASCII letters.</summary>
    internal static string Normalize(string name)
    {
        var normalized = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (!char.IsWhiteSpace(character) && character is not ('-' or '_'))
                normalized.Append(char.IsAscii(character) ? char.ToLowerInvariant(character) : character);
        }

        return normalized.ToString();
    }
}
