using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>
/// The contradictions of <see cref="ReportInconsistent"/>. Every test of a cell is unknown while that cell is unrecognised,
/// and otherwise plain; "empty" is not applicable or not supported.
/// </summary>
internal static class Contradictions
{
    /// <summary>Whether there is any, without naming them.</summary>
    public static Condition AnyOf(Facts a)
    {
        var account = a.Account;
        return OldFlags(a, account.Key1) | OldFlags(a, account.Key2)
             | DetailsWithoutKey(a, account.Key1) | DetailsWithoutKey(a, account.Key2)
             | KeyWithoutDetails(a, account.Key1) | KeyWithoutDetails(a, account.Key2)
             | UsedBeforeCreated(account.Key1) | UsedBeforeCreated(account.Key2)
             | FlagsDiffer(account.Key1) | FlagsDiffer(account.Key2)
             | LoginWithoutProtection(a) | SubUserWithoutPassword(a)
             | PasswordWithoutDate(
                 account) | InTheFuture(a) | ReceiverWithCredentials(a) | SubUserWithoutConsole(a) | SameSecretIdTwice(account);
    }

    /// <summary>All of them, each with its words.</summary>
    public static IEnumerable<(Condition Holds, string What)> Of(Facts a)
    {
        var account = a.Account;
        foreach (var key in new[] { account.Key1, account.Key2 })
        {
            var slot = (int)key.Slot;
            yield return (OldFlags(a, key), $"access key {slot}'s creation time does not fit its age in the report");
            yield return (DetailsWithoutKey(a, key), $"access key {slot} has a status or a creation time but does not exist");
            yield return (KeyWithoutDetails(a, key), $"access key {slot} exists without a status or a creation time");
            yield return (UsedBeforeCreated(key), $"access key {slot} was used before it was created");
            yield return (FlagsDiffer(key), $"access key {slot} was created more than 90 days ago but not more than 30");
        }

        yield return (PasswordWithoutDate(account), "a password is enabled but was never set");
        yield return (InTheFuture(a), "a time lies after the report");
        yield return (ReceiverWithCredentials(a), "a message receiver has credentials");
        yield return (SubUserWithoutConsole(a), "console login is \"not supported\" for a sub-user");
        yield return (LoginWithoutProtection(a), "login or operation protection is \"not supported\" for someone who can log in");
        yield return (SubUserWithoutPassword(a), "a password is \"not supported\" for a sub-user");
        yield return (SameSecretIdTwice(account), "both access keys have the same SecretId");
    }

    private static Condition OldFlags(Facts a, AccessKey key) =>
        OldFlag(a, key, key.CreatedOver90Days, key.Column(Column.AccessKey1CreatedOver90Days), youngest: 89, oldest: 91)
        | OldFlag(a, key, key.CreatedOver30Days, key.Column(Column.AccessKey1CreatedOver30Days), youngest: 29, oldest: 31);

    private static Condition OldFlag(Facts a, AccessKey key, Cell<bool> flag, Column column, int youngest, int oldest)
    {
        var created = key.Column(Column.AccessKey1CreationTime);
        return (Is(flag, true, column) & Test(key.Created, a.IsYounger(created, youngest), created))
             | (Is(flag, false, column) & Test(key.Created, a.IsOlder(created, oldest), created));
    }

    private static Condition DetailsWithoutKey(Facts a, AccessKey key) =>
        !a.Exists(key)
        & (HasValue(key.Status, key.Column(Column.AccessKey1Status)) | HasValue(key.Created, key.Column(Column.AccessKey1CreationTime)));

    private static Condition KeyWithoutDetails(Facts a, AccessKey key) =>
        a.Exists(key)
        & (IsEmpty(key.Created, key.Column(Column.AccessKey1CreationTime)) | IsEmpty(key.Status, key.Column(Column.AccessKey1Status)));

    private static Condition UsedBeforeCreated(AccessKey key)
    {
        var lastUsedColumn = key.Column(Column.AccessKey1LastUsedDate);
        var createdColumn = key.Column(Column.AccessKey1CreationTime);
        return key.LastUsed.State is CellState.Value && key.Created.State is CellState.Value
            ? Condition.Of(key.IsUsedBeforeCreated, lastUsedColumn, createdColumn)
            : HasValue(key.LastUsed, lastUsedColumn) & HasValue(key.Created, createdColumn);
    }

    private static Condition PasswordWithoutDate(Account account) =>
        Is(account.PasswordEnabled, true, Column.PasswordEnabled) & IsEmpty(account.PasswordLastRotation, Column.PasswordLastRotation);

    private static Condition InTheFuture(Facts a)
    {
        var account = a.Account;
        var any = IsFuture(a, account.Created, Column.CreationTime)
                | IsFuture(a, account.PasswordLastRotation, Column.PasswordLastRotation)
                | IsFuture(a, account.Key1.Created, Column.AccessKey1CreationTime)
                | IsFuture(a, account.Key1.LastUsed, Column.AccessKey1LastUsedDate)
                | IsFuture(a, account.Key2.Created, Column.AccessKey2CreationTime)
                | IsFuture(a, account.Key2.LastUsed, Column.AccessKey2LastUsedDate);

        // An absent optional column takes no part.
        return account.Has(Column.LastConsoleLoginTime) ? any | IsFuture(a, account.LastConsoleLogin, Column.LastConsoleLoginTime) : any;
    }

    private static Condition IsFuture(Facts a, Cell<DateTimeOffset> time, Column column) =>
        Test(time, a.IsYounger(column, -1), column);

    private static Condition ReceiverWithCredentials(Facts a) =>
        a.Type(UserType.MessageReceiver)
        & (a.Exists(a.Account.Key1) | a.Exists(a.Account.Key2) | Is(a.Account.LoginConsoleActive, true, Column.LoginConsoleActive));

    private static Condition SubUserWithoutConsole(Facts a) =>
        a.Type(UserType.SubUser, UserType.WeComSubUser)
        & IsNotSupported(a.Account.LoginConsoleActive, Column.LoginConsoleActive);

    // The format knows not_supported there for message receivers alone, so for another it hides whether the login is protected.
    private static Condition LoginWithoutProtection(Facts a) =>
        a.CanLogIn
        & (IsNotSupported(a.Account.LoginProtectionActive, Column.LoginProtectionActive)
           | IsNotSupported(a.Account.OperationProtectionActive, Column.OperationProtectionActive))
        & !a.Type(UserType.MessageReceiver);

    private static Condition SubUserWithoutPassword(Facts a) =>
        a.Type(UserType.SubUser) & IsNotSupported(a.Account.PasswordEnabled, Column.PasswordEnabled);

    private static Condition FlagsDiffer(AccessKey key) =>
        Is(key.CreatedOver90Days, true, key.Column(Column.AccessKey1CreatedOver90Days))
        & Is(key.CreatedOver30Days, false, key.Column(Column.AccessKey1CreatedOver30Days));

    private static Condition SameSecretIdTwice(Account account) =>
        account.Key1.SecretId is CellState.Value && account.Key2.SecretId is CellState.Value
            ? Condition.Of(account.SameSecretIdTwice, Column.AccessKey1SecretId, Column.AccessKey2SecretId)
            : HasValue(account.Key1.SecretId, Column.AccessKey1SecretId) & HasValue(account.Key2.SecretId, Column.AccessKey2SecretId);

    private static Condition Is(Cell<bool> flag, bool wanted, Column column) => Test(flag, flag.Is(wanted), column);

    private static Condition IsEmpty<TValue>(Cell<TValue> cell, Column column)
        where TValue : struct => Test(cell, cell.IsEmpty, column);

    private static Condition IsNotSupported(Cell<bool> flag, Column column) => Test(flag, flag.State is CellState.NotSupported, column);

    private static Condition HasValue<TValue>(Cell<TValue> cell, Column column)
        where TValue : struct => HasValue(cell.State, column);

    private static Condition HasValue(CellState state, Column column) =>
        Condition.Of(state is CellState.Unrecognised ? null : state is CellState.Value, column);

    private static Condition Test<TValue>(Cell<TValue> cell, bool holds, Column column)
        where TValue : struct => Condition.Of(cell.State is CellState.Unrecognised ? null : holds, column);
}
