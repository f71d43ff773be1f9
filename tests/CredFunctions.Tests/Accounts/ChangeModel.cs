using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Accounts;

/// <summary>What differs between two reports once more, told from the wording of each change over the text of the cells.</summary>
internal sealed class ChangeModel
{
    private const int SilentDays = 91;

    private readonly Dictionary<Column, string> lastFlags = [];
    private readonly Dictionary<string, string> lastStatus = new(StringComparer.Ordinal);
    private string? lastUserType;
    private DateTimeOffset lastAsOf;
    private Key[]? keys;
    private bool keysAreKnown;
    private bool isPresent;
    private bool isFirst = true;
    private bool lastHadUnreadableRows;

    public IReadOnlyList<string> Report(AccountRow? row, DateTimeOffset asOf, bool hasUnreadableRows)
    {
        var changes = Changes(row, hasUnreadableRows).ToList();
        if (row is not null)
            Remember(row, asOf);
        if (row is not null || !hasUnreadableRows)
            isPresent = row is not null;
        var wasFirst = isFirst;
        isFirst = false;
        lastHadUnreadableRows = hasUnreadableRows;
        return wasFirst ? [] : changes;
    }

    private static bool IsRecognised(string secretId) => !secretId.Contains(' ', StringComparison.Ordinal);

    private static bool IsKey(string secretId) => secretId != "N/A" && IsRecognised(secretId);

    private static Key[] KeysOf(AccountRow row)
    {
        var first = KeyIn(row, KeySlot.One);
        var second = KeyIn(row, KeySlot.Two);
        return [.. new[] { first, second?.SecretId == first?.SecretId ? null : second }.OfType<Key>()];
    }

    private static Key? KeyIn(AccountRow row, KeySlot slot)
    {
        string Cell(Column column) => row[AccountRow.In(slot, column)];
        return IsKey(Cell(Column.AccessKey1SecretId))
            ? new Key(Cell(Column.AccessKey1SecretId), Cell(Column.AccessKey1Status), Cell(Column.AccessKey1CreationTime), Cell(Column.AccessKey1LastUsedDate))
            : null;
    }

    private static DateTimeOffset? Time(string cell) =>
        DateTimeOffset.TryParse($"{cell} +08:00", System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : null;

    private IEnumerable<string> Changes(AccountRow? row, bool hasUnreadableRows)
    {
        if (row is null)
            return isPresent && !hasUnreadableRows ? ["account-removed"] : [];
        if (!isPresent)
            return lastHadUnreadableRows ? [] : ["account-created"];
        return [.. OfKeys(row), .. OfFlags(row)];
    }

    private IEnumerable<string> OfFlags(AccountRow row)
    {
        var removals = new[]
        {
            (Column.MfaDeviceActive, "mfa-removed"), (Column.LoginProtectionActive, "login-protection-removed"), (Column.OperationProtectionActive, "operation-protection-removed"),
        };
        if (lastFlags.GetValueOrDefault(Column.LoginConsoleActive) == "FALSE" && row[Column.LoginConsoleActive] == "TRUE")
            yield return "console-enabled";
        foreach (var (flag, change) in removals)
        {
            if (lastFlags.GetValueOrDefault(flag) == "TRUE" && row[flag] is ("FALSE" or "not_supported"))
                yield return change;
        }

        if (row[Column.UserType] != "odd" && lastUserType is not null && lastUserType != row[Column.UserType])
            yield return "user-type-changed";
    }

    private IEnumerable<string> OfKeys(AccountRow row)
    {
        var now = KeysOf(row);
        var allFourAreRecognised = keysAreKnown && IsRecognised(row[Column.AccessKey1SecretId]) && IsRecognised(row[Column.AccessKey2SecretId]);
        foreach (var key in now)
        {
            if (keys!.FirstOrDefault(each => each.SecretId == key.SecretId) is not { } was)
            {
                if (allFourAreRecognised)
                    yield return "access-key-created";
                continue;
            }

            if (lastStatus.GetValueOrDefault(key.SecretId) == "Disable" && key.Status == "Active")
                yield return "access-key-reenabled";
            var silentSince = was.LastUsed == "N/A" ? Time(was.Created) : Time(was.LastUsed);
            if (key.Status == "Active" && silentSince is { } since && Time(key.LastUsed) is { } used && lastAsOf - since > TimeSpan.FromDays(SilentDays) && used > since)
                yield return "access-key-awoke";
        }

        foreach (var _ in keys!.Where(was => allFourAreRecognised && !Array.Exists(now, key => key.SecretId == was.SecretId)))
            yield return "access-key-deleted";
    }

    private void Remember(AccountRow row, DateTimeOffset asOf)
    {
        foreach (var flag in new[] { Column.LoginConsoleActive, Column.MfaDeviceActive, Column.LoginProtectionActive, Column.OperationProtectionActive })
        {
            if (row[flag] != "odd")
                lastFlags[flag] = row[flag];
        }

        if (row[Column.UserType] != "odd")
            lastUserType = row[Column.UserType];
        var now = KeysOf(row);
        keysAreKnown = IsRecognised(row[Column.AccessKey1SecretId]) && IsRecognised(row[Column.AccessKey2SecretId]);

        // A cell that is not recognised may still hold the key that was there.
        keys = [.. now, .. keysAreKnown || keys is null ? [] : keys.Where(was => !Array.Exists(now, key => key.SecretId == was.SecretId))];
        foreach (var key in now.Where(key => key.Status != "odd"))
            lastStatus[key.SecretId] = key.Status;
        foreach (var gone in lastStatus.Keys.Where(secretId => !Array.Exists(keys, key => key.SecretId == secretId)).ToList())
            lastStatus.Remove(gone);
        lastAsOf = asOf;
    }

    private sealed record Key(string SecretId, string Status, string Created, string LastUsed);
}
