using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>An abnormal login, and an access key that was created in the days it may have happened in.</summary>
internal static class PossibleCompromise
{
    private const int NewKeyDays = 30;

    public static Rule Rule { get; } = new()
    {
        Id = "possible-compromise",
        Number = 19,
        Title = "Possible compromise",
        Why =
            "An abnormal login and an access key created in the same days are how a takeover looks: "
            + "the intruder makes a key and keeps access after the password is changed.",
        Remediation =
            "CAM console > Users > User List > the user: ask the user whether the login and the new key are theirs. If either is not, "
            + "disable the new key, reset the password, end the sessions, and look in CloudAudit for what was done with both.",
        Severity = Severity.Critical,
        Controls = ControlMappings.AbnormalUse,
        Applies = (a, _) => a.Abnormal,
        Fails = (a, _) => IsNew(a, a.Account.Key1) | IsNew(a, a.Account.Key2),
        Message = (a, _) => Describe(a),
    };

    private static string Describe(Facts a)
    {
        var keys = a.Account.Keys.Where(key => IsNew(a, key).IsTrue).Select(key => Describe(a, key));
        return $"Tencent Cloud saw an abnormal login within {NewKeyDays} days, and {string.Join(", and ", keys)}.";
    }

    private static Condition IsNew(Facts a, AccessKey k) => a.Active(k) & !a.CreatedOlder(k, NewKeyDays);

    private static string Describe(Facts a, AccessKey k)
    {
        var age = k.Created.State is CellState.Value ? a.DaysSince(k.Created) : $"no more than {NewKeyDays} days";
        return $"access key {a.SlotAndMask(k)} is {age} old";
    }
}
