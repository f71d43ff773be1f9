using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>
/// The report contradicts itself about the account, so other verdicts on it may be wrong. Every test of a cell is unknown while
/// that cell is unrecognised; "empty" is not applicable or not supported.
/// </summary>
internal static class ReportInconsistent
{
    public static Rule Rule { get; } = new()
    {
        Id = "report-inconsistent",
        Number = 18,
        Title = "Report contradicts itself",
        Why = "Two cells of the report cannot both be right, so a verdict that rests on either of them may be wrong.",
        Remediation =
            "Look the account up in CAM console > Users > User List and compare. If the console is right, download the report again; "
            + "if the file went through a spreadsheet, use the original.",
        Severity = Severity.Low,
        Controls = [],
        Applies = (_, _) => Condition.Always,
        Fails = (a, _) => Contradictions(a).Select(each => each.Holds).Aggregate((any, each) => any | each),
        Message = (a, _) => "The report contradicts itself: "
            + $"{string.Join("; ", Contradictions(a).Where(each => each.Holds.IsTrue).Select(each => each.What))}.",
    };

    private static IEnumerable<(Condition Holds, string What)> Contradictions(Facts a)
    {
        foreach (var key in a.Account.Keys)
        {
            var slot = (int)key.Slot;
            yield return (
                AgeFlagDiffers(a, key, Column.AccessKey1CreatedOver90Days, youngest: 89, oldest: 91)
                | AgeFlagDiffers(a, key, Column.AccessKey1CreatedOver30Days, youngest: 29, oldest: 31),
                $"access key {slot}'s creation time does not fit its age in the report");

            var (created, status) = (key.Column(Column.AccessKey1CreationTime), key.Column(Column.AccessKey1Status));
            yield return (!a.Exists(key) & (HasValue(a, status) | HasValue(a, created)),
                $"access key {slot} has a status or a creation time but does not exist");
            yield return (a.Exists(key) & (IsEmpty(a, created) | IsEmpty(a, status)),
                $"access key {slot} exists without a status or a creation time");
            yield return (UsedBeforeCreated(a, key), $"access key {slot} was used before it was created");
            yield return (
                Is(a, key.Column(Column.AccessKey1CreatedOver90Days), true) & Is(a, key.Column(Column.AccessKey1CreatedOver30Days), false),
                $"access key {slot} was created more than 90 days ago but not more than 30");
        }

        yield return (Is(a, Column.PasswordEnabled, true) & IsEmpty(a, Column.PasswordLastRotation),
            "a password is enabled but was never set");

        // An absent optional column takes no part.
        yield return (
            Columns.Times.Where(a.Account.Has).Select(time => Test(a, time, a.IsYounger(time, -1))).Aggregate((any, each) => any | each),
            "a time lies after the report");
        yield return (
            a.Type(UserType.MessageReceiver)
            & (a.Exists(a.Account.Key1) | a.Exists(a.Account.Key2) | Is(a, Column.LoginConsoleActive, true)),
            "a message receiver has credentials");
        yield return (a.Type(UserType.SubUser, UserType.WeComSubUser) & IsNotSupported(a, Column.LoginConsoleActive),
            "console login is \"not supported\" for a sub-user");

        // The format knows not_supported there for message receivers alone, so for another it hides whether the login is protected.
        yield return (
            a.CanLogIn & !a.Type(UserType.MessageReceiver)
            & (IsNotSupported(a, Column.LoginProtectionActive) | IsNotSupported(a, Column.OperationProtectionActive)),
            "login or operation protection is \"not supported\" for someone who can log in");
        yield return (a.Type(UserType.SubUser) & IsNotSupported(a, Column.PasswordEnabled),
            "a password is \"not supported\" for a sub-user");
        yield return (SameSecretIdTwice(a), "both access keys have the same SecretId");
    }

    private static Condition AgeFlagDiffers(Facts a, AccessKey key, Column firstSlotFlag, int youngest, int oldest)
    {
        var (flag, created) = (key.Column(firstSlotFlag), key.Column(Column.AccessKey1CreationTime));
        return (Is(a, flag, true) & Test(a, created, a.IsYounger(created, youngest)))
             | (Is(a, flag, false) & Test(a, created, a.IsOlder(created, oldest)));
    }

    private static Condition UsedBeforeCreated(Facts a, AccessKey key)
    {
        var (used, created) = (key.Column(Column.AccessKey1LastUsedDate), key.Column(Column.AccessKey1CreationTime));
        var both = HasValue(a, used) & HasValue(a, created);
        return both.IsTrue ? Condition.Of(key.IsUsedBeforeCreated, used, created) : both;
    }

    private static Condition SameSecretIdTwice(Facts a)
    {
        var both = HasValue(a, Column.AccessKey1SecretId) & HasValue(a, Column.AccessKey2SecretId);
        return both.IsTrue
            ? Condition.Of(a.Account.SameSecretIdTwice, Column.AccessKey1SecretId, Column.AccessKey2SecretId)
            : both;
    }

    private static Condition Is(Facts a, Column flag, bool wanted) => Test(a, flag, a.Account.FlagOf(flag).Is(wanted));

    private static Condition HasValue(Facts a, Column column) => Test(a, column, a.Account.StateOf(column) is CellState.Value);

    private static Condition IsEmpty(Facts a, Column column) =>
        Test(a, column, a.Account.StateOf(column) is CellState.NotApplicable or CellState.NotSupported);

    private static Condition IsNotSupported(Facts a, Column column) =>
        Test(a, column, a.Account.StateOf(column) is CellState.NotSupported);

    private static Condition Test(Facts a, Column column, bool holds) =>
        Condition.Of(a.Account.StateOf(column) is CellState.Unrecognised ? null : holds, column);
}
