using System.Text;

using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Accounts;

/// <summary>What a policy decides about findings, in the words of the model, with the file that says the same.</summary>
internal sealed record ModelPolicy(string Json)
{
    /// <summary>Rules whose findings have another severity, whatever the catalogue says.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>(StringComparer.Ordinal);

    public IReadOnlyList<string> Off { get; init; } = [];

    /// <summary>Rules under an exception, with the masked SecretId of the one key it is for, or none, and its last day.</summary>
    public IReadOnlyList<(string Rule, string? Mask, DateOnly Until)> Exceptions { get; init; } = [];

    public AssessmentPolicy Policy { get; } = Read(Json);

    /// <summary>A policy of each kind, and some at once.</summary>
    public static IReadOnlyList<ModelPolicy> All { get; } =
    [
        new("{}"),
        new("""{ "rules": { "console-mfa-disabled": { "severity": "critical" }, "access-key-leak-risk": { "severity": "medium" } } }""")
        {
            Severities = new Dictionary<string, Severity>(StringComparer.Ordinal) { ["console-mfa-disabled"] = Severity.Critical, ["access-key-leak-risk"] = Severity.Medium },
        },
        new("""{ "rules": { "console-mfa-disabled": "off", "access-key-disabled-retained": "off" } }""") { Off = ["console-mfa-disabled", "access-key-disabled-retained"] },
        WithExceptions("""{ "rule": "console-mfa-disabled", "account": "*", "reason": "known", "owner": "ops", "until": "2026-11-05" }""", ("console-mfa-disabled", null, 5)),
        WithExceptions(
            $$"""{ "rule": "access-key-leak-risk", "account": "*", "key": "{{SecretIdMask.Of(Encoding.ASCII.GetBytes(AccountRow.SecretId))}}", "reason": "known", "owner": "ops", "until": "2026-11-08" }""",
            ("access-key-leak-risk", SecretIdMask.Of(Encoding.ASCII.GetBytes(AccountRow.SecretId)), 8)),
        new("""
            {
              "rules": { "access-key-leak-risk": { "severity": "low" }, "abnormal-login": "off" },
              "exceptions": [ { "rule": "access-key-leak-risk", "account": "*", "reason": "known", "owner": "ops", "until": "2026-11-06" } ]
            }
            """)
        {
            Severities = new Dictionary<string, Severity>(StringComparer.Ordinal) { ["access-key-leak-risk"] = Severity.Low },
            Off = ["abnormal-login"],
            Exceptions = [("access-key-leak-risk", null, new DateOnly(2026, 11, 6))],
        },
    ];

    private static ModelPolicy WithExceptions(string json, (string Rule, string? Mask, int Day) exception) =>
        new($$"""{ "exceptions": [ {{json}} ] }""") { Exceptions = [(exception.Rule, exception.Mask, new DateOnly(2026, 11, exception.Day))] };

    private static AssessmentPolicy Read(string json)
    {
        var reading = PolicyFile.Read(Encoding.UTF8.GetBytes(json));
        reading.Errors.Should().BeEmpty();
        return reading.Policy!.For("default");
    }
}
