using System.Globalization;

namespace CredFunctions.Tests.Accounts;

/// <summary>
/// A row as the model reads it: the conditions and a few rules from their page, in C#'s own <c>bool?</c>, over the few texts
/// that the histories are made of.
/// </summary>
internal sealed class RowOfModel(IReadOnlyDictionary<string, string> cells)
{
    /// <summary>The rules that the model knows.</summary>
    public static readonly string[] Rules =
    [
        "access-key-leak-risk", "access-key-disabled-retained", "console-mfa-disabled", "console-mfa-unavailable",
        "login-protection-disabled", "operation-protection-disabled", "abnormal-login",
    ];

    public bool HasUserType => this["UserType"] != "odd";

    public bool? Abnormal => this["Abnormal LoginsNumWithin30Days"] switch
    {
        "TRUE" => true,
        "FALSE" => false,
        "not_supported" when this["UserType"] == "Message receiver" => false,
        _ => null,
    };

    private bool? CanLogIn => this["LoginConsoleActive"] switch
    {
        "TRUE" => true,
        "FALSE" => false,
        "not_supported" => this["UserType"] switch { "Collaborator" => true, "Message receiver" => false, _ => null },
        _ => null,
    };

    public string this[string column] => cells[column];

    public static DateTimeOffset? Time(string cell) =>
        DateTimeOffset.TryParse($"{cell} +08:00", CultureInfo.InvariantCulture, out var time) ? time : null;

    public string Key(int slot, string cell) => this[$"AccessKey{slot}{(cell == "LastUsedDate" ? "lastUsedDate" : cell)}"];

    public string SecretId(int slot) => Key(slot, "SecretId");

    /// <summary>The slots that hold a key; where both hold the same, the second holds none.</summary>
    public IEnumerable<int> Slots() => new[] { 1, 2 }.Where(slot => Exists(slot) == true);

    /// <summary>The keys, where both SecretId cells are recognised.</summary>
    public HashSet<string>? Pair() => Exists(1) is null || Exists(2) is null ? null : [.. Slots().Select(SecretId)];

    public bool? Active(int slot) => Exists(slot) & Status(slot, "Active");

    /// <summary>What each rule says of each subject.</summary>
    public IEnumerable<((string Rule, string SecretId) Key, bool? Applies, bool? Fails, string Severity)> Verdicts()
    {
        foreach (var slot in new[] { 1, 2 })
        {
            var disabled = Exists(slot) & Status(slot, "Disable");
            yield return (("access-key-leak-risk", SecretId(slot)), Exists(slot), On(Key(slot, "MayBeAtRisk")), disabled == true ? "high" : "critical");
            yield return (("access-key-disabled-retained", SecretId(slot)), Exists(slot), disabled, "low");
        }

        var mfa = this["MFADeviceActive"];
        var login = this["LoginProtectionActive"];
        var operation = this["OperationProtectionActive"];
        yield return (("console-mfa-disabled", ""), CanLogIn & Supported(mfa), !On(mfa), "high");
        yield return (("console-mfa-unavailable", ""), CanLogIn, !Supported(mfa), "high");
        yield return (("login-protection-disabled", ""), CanLogIn & Supported(login), !On(login), "high");
        yield return (("operation-protection-disabled", ""), CanLogIn & Supported(operation), !On(operation), "medium");
        yield return (("abnormal-login", ""), true, Abnormal, (On(mfa) & On(login)) == true ? "high" : "critical");
    }

    /// <summary>Whether the rule passes or does not apply; for a key, in the slot where it stands.</summary>
    public bool IsFine(string rule, string secretId) => Verdicts().Any(verdict =>
        verdict.Key == (rule, secretId) && (secretId.Length == 0 || verdict.Applies != false)
        && (verdict.Applies == false || (verdict.Applies == true && verdict.Fails == false)));

    private static bool? Supported(string flag) => flag switch { "TRUE" or "FALSE" => true, "not_supported" => false, _ => null };

    private static bool? On(string flag) => flag switch { "TRUE" => true, "FALSE" => false, _ => null };

    private bool? Exists(int slot) => SecretId(slot) switch
    {
        "a b" => null,
        "N/A" => false,
        var secretId => slot == 1 || secretId != SecretId(1),
    };

    private bool? Status(int slot, string status) => Key(slot, "Status") is "Active" or "Disable" ? Key(slot, "Status") == status : null;
}
