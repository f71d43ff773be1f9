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
        Account account = a.Account;
        return OldFlags(a, account.Key1) | OldFlags(a, account.Key2)
             | DetailsWithoutKey(a, account.Key1) | DetailsWithoutKey(a, account.Key2)
             | KeyWithoutDetails(a, account.Key1) | KeyWithoutDetails(a, account.Key2)
             | UsedBeforeCreated(account.Key1) | UsedBeforeCreated(account.Key2)
             | PasswordWithoutDate(account) | InTheFuture(a) | ReceiverWithCredentials(a) | SubUserWithoutConsole(a) | SameSecretIdTwice(account);
    }

    /// <summary>All of them, each with its words.</summary>
    public static IEnumerable<Contradiction> Of(Facts a)
    {
        Account account = a.Account;
        foreach (var key in new[] { account.Key1, account.Key2 })
        {
            var slot = (int)key.Slot;
            yield return new(OldFlags(a, key), $"access key {slot}'s creation time does not fit what the report says of its age");
            yield return new(DetailsWithoutKey(a, key), $"access key {slot} has a status or a creation time but does not exist");
            yield return new(KeyWithoutDetails(a, key), $"access key {slot} exists without a status or a creation time");
            yield return new(UsedBeforeCreated(key), $"access key {slot} was used before it was created");
        }

        yield return new(PasswordWithoutDate(account), "a password is enabled but was never set");
        yield return new(InTheFuture(a), "a time lies after the report");
        yield return new(ReceiverWithCredentials(a), "a message receiver has credentials");
        yield return new(SubUserWithoutConsole(a), "console login is \"not supported\" for a sub-user");
        yield return new(SameSecretIdTwice(account), "both access keys have the same SecretId");
    }

    private static Condition OldFlags(Facts a, AccessKey key) =>
        OldFlag(a, key, key.CreatedOver90Days, Column.AccessKey1CreatedOver90Days, youngest: 89, oldest: 91)
        | OldFlag(a, key, key.CreatedOver30Days, Column.AccessKey1CreatedOver30Days, youngest: 29, oldest: 31);

    private static Condition OldFlag(Facts a, AccessKey key, Cell<bool> flag, Column column, int youngest, int oldest)
    {
        var age = key.Created.TryGet(out var created) ? Age(a, created) : (long?)null;
        var createdColumn = key.Column(Column.AccessKey1CreationTime);
        column = key.Column(column);
        return (Is(flag, true, column) & Holds(key.Created, age < youngest * TimeSpan.TicksPerDay, createdColumn))
             | (Is(flag, false, column) & Holds(key.Created, age > oldest * TimeSpan.TicksPerDay, createdColumn));
    }

    private static Condition DetailsWithoutKey(Facts a, AccessKey key) =>
        !a.Exists(key) & (HasValue(key.Status, key.Column(Column.AccessKey1Status)) | HasValue(key.Created, key.Column(Column.AccessKey1CreationTime)));

    private static Condition KeyWithoutDetails(Facts a, AccessKey key) =>
        a.Exists(key) & (IsEmpty(key.Created, key.Column(Column.AccessKey1CreationTime)) | IsEmpty(key.Status, key.Column(Column.AccessKey1Status)));

    private static Condition UsedBeforeCreated(AccessKey key)
    {
        var lastUsedColumn = key.Column(Column.AccessKey1LastUsedDate);
        var createdColumn = key.Column(Column.AccessKey1CreationTime);
        var both = HasValue(key.LastUsed, lastUsedColumn) & HasValue(key.Created, createdColumn);
        return key.LastUsed.TryGet(out var lastUsed) && key.Created.TryGet(out var created)
            ? Condition.Of(lastUsed.UtcTicks + TimeSpan.TicksPerDay < created.UtcTicks, lastUsedColumn, createdColumn)
            : both;
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
        Holds(time, time.TryGet(out var value) && -Age(a, value) > TimeSpan.TicksPerDay, column);

    private static Condition ReceiverWithCredentials(Facts a) =>
        a.Type(UserType.MessageReceiver)
        & (a.Exists(a.Account.Key1) | a.Exists(a.Account.Key2) | Is(a.Account.LoginConsoleActive, true, Column.LoginConsoleActive));

    private static Condition SubUserWithoutConsole(Facts a)
    {
        var state = a.Account.LoginConsoleActive.State;
        return a.Type(UserType.SubUser, UserType.WeComSubUser)
               & Condition.Of(state is CellState.Unrecognised ? null : state is CellState.NotSupported, Column.LoginConsoleActive);
    }

    private static Condition SameSecretIdTwice(Account account) =>
        account.Key1.SecretId is CellState.Value && account.Key2.SecretId is CellState.Value
            ? Condition.Of(account.SameSecretIdTwice, Column.AccessKey1SecretId, Column.AccessKey2SecretId)
            : HasValue(account.Key1.SecretId, Column.AccessKey1SecretId) & HasValue(account.Key2.SecretId, Column.AccessKey2SecretId);

    private static long Age(Facts a, DateTimeOffset time) => a.AsOf.UtcTicks - time.UtcTicks;

    private static Condition Is(Cell<bool> flag, bool wanted, Column column) =>
        Condition.Of(flag.State is CellState.Unrecognised ? null : flag.Is(wanted), column);

    private static Condition Holds(Cell<DateTimeOffset> time, bool test, Column column) =>
        Condition.Of(time.State is CellState.Unrecognised ? null : test, column);

    private static Condition HasValue<T>(Cell<T> cell, Column column)
        where T : struct => HasValue(cell.State, column);

    private static Condition HasValue(CellState state, Column column) =>
        Condition.Of(state is CellState.Unrecognised ? null : state is CellState.Value, column);

    private static Condition IsEmpty<T>(Cell<T> cell, Column column)
        where T : struct => Condition.Of(cell.State is CellState.Unrecognised ? null : cell.IsEmpty, column);
}
