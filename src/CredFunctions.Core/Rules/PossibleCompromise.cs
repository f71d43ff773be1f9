using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>An abnormal login, and an access key that was created in the days it may have happened in.</summary>
internal readonly struct PossibleCompromise : IAccountRule
{
    private const int NewKeyDays = 30;

    public static string Id => "possible-compromise";

    public static int Number => 19;

    public static string Title => "Possible compromise";

    public static string Why =>
        "An abnormal login and an access key created in the same days are how a takeover looks: " +
        "the intruder makes a key and keeps access after the password is changed.";

    public static string Remediation =>
        "CAM console > Users > User List > the user: ask the user whether the login and the new key are theirs. " +
        "If either is not, disable the new key, reset the password, end the sessions, and look in CloudAudit for what was done with both.";

    public static Severity Severity => Severity.Critical;

    public static IReadOnlyList<Control> Controls => ControlFamilies.Monitoring;

    public static Condition Applies(Facts a) => a.Abnormal;

    public static Condition Fails(Facts a) => IsNew(a, a.Account.Key1) | IsNew(a, a.Account.Key2);

    public static string Message(Facts a)
    {
        var keys = new[] { a.Account.Key1, a.Account.Key2 }.Where(key => IsNew(a, key).IsTrue).Select(key => Describe(a, key));
        return $"Tencent Cloud saw an abnormal login within {NewKeyDays} days, and {string.Join(", and ", keys)}.";
    }

    private static Condition IsNew(Facts a, AccessKey k) => a.Active(k) & !a.CreatedOlder(k, NewKeyDays);

    private static string Describe(Facts a, AccessKey k)
    {
        var age = k.Created.State is CellState.Value ? $"{a.DaysSince(k.Created)}" : $"no more than {NewKeyDays}";
        return $"access key {a.SlotAndMask(k)} is {age} days old";
    }
}
