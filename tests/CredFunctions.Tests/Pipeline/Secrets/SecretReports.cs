using System.Text;

using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Pipeline.Secrets;

/// <summary>Reports whose SecretIds stand wherever one can stand, in their own cells and by accident in others.</summary>
internal static class SecretReports
{
    /// <summary>The SecretIds: as Tencent makes them, of another form, and so short that they are not shown at all.</summary>
    public static IReadOnlyList<string> SecretIds { get; } =
    [
        "AKIDsearched1krbsJ5yKBZQpn74WFkmLPx3", "AKIDsearched2krbsJ5yKBZQpn74WFkmLPx3", "AKIDsearched3krbsJ5yKBZQpn74WFkmLPx3",
        "searched.4+of/another=form-than-usual", "searched5short",
    ];

    /// <summary>Keys that leak, are idle, wait to be deleted; cells that quote them; a name and an unknown column that hold them.</summary>
    public static byte[] First { get; } = WithUnknownColumn(
            Key(1, SecretIds[0]).With(Column.AccessKey1MayBeAtRisk, "TRUE"),
            Key(2, SecretIds[1]).With(Column.AccessKey1Status, SecretIds[1]).With(Column.AccessKey1CreationTime, SecretIds[1]),
            Key(3, SecretIds[3]).With(Column.AccessKey1Status, "Disable"),
            Key(4, SecretIds[4]).With(Column.AccessKey1MayBeAtRisk, "TRUE"),
            Key(5, SecretIds[2]).With(Column.Username, $"owner of {SecretIds[2]}").With(Column.LoginConsoleActive, SecretIds[2]));

    /// <summary>Keys come, go, move to the other slot and are enabled again; an account is gone.</summary>
    public static byte[] Second { get; } = Report.Of(
            Key(1, SecretIds[1]),
            Key(2, SecretIds[1]).WithKey(KeySlot.Two, secretId: SecretIds[0]).With(Column.AccessKey2MayBeAtRisk, "TRUE"),
            Key(3, SecretIds[3]),
            Key(4, SecretIds[0]),
            Key(6, SecretIds[2]).With(Column.AccessKey1MayBeAtRisk, SecretIds[2]))
        .Bytes();

    /// <summary>A row that cannot be read and a quote that is never closed, both beside a SecretId.</summary>
    public static byte[] Broken { get; } =
        Encoding.UTF8.GetBytes($"{Report.Header}\n{Key(1, SecretIds[0]).Csv()}\n{SecretIds[1]},{SecretIds[1]}\n\"{SecretIds[2]},1");

    /// <summary>Those of the SecretIds that stand in a text whole.</summary>
    public static IEnumerable<string> FoundIn(string text) => SecretIds.Where(secretId => text.Contains(secretId, StringComparison.Ordinal));

    private static byte[] WithUnknownColumn(params AccountRow[] rows) =>
        Encoding.UTF8.GetBytes($"{Report.Header},{SecretIds[0]}\n{string.Concat(rows.Select(row => $"{row.Csv()},{SecretIds[1]}\n"))}");

    private static AccountRow Key(int number, string secretId) =>
        AccountRow.Machine().With(Column.AccountId, $"1{number:00000000000}").With(Column.Username, $"job{number}").With(Column.AccessKey1SecretId, secretId);
}
