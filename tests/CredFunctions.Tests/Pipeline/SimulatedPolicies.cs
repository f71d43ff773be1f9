using System.Text;

using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Pipeline;

/// <summary>Policies that can be edited while reports are worked.</summary>
/// <param name="deadline">How long a run may take, such as <c>48h</c>: long enough that nothing but a stuck chunk ends it.</param>
internal sealed class SimulatedPolicies(string deadline) : IPolicies
{
    private readonly Dictionary<string, PolicyDocument> accepted = new(StringComparer.Ordinal);
    private PolicyDocument current = Read("{}", deadline);

    public RefusedPolicy? Refused { get; private set; }

    public void Edit(string settings) => (current, Refused) = (Read(settings, deadline), null);

    /// <summary>Somebody writes a policy that cannot be read: the one before stays in force.</summary>
    public void Break(string text)
    {
        var reading = PolicyText.Read(Encoding.UTF8.GetBytes(text));
        reading.Errors.Should().NotBeEmpty();
        Refused = new RefusedPolicy(reading.Hash, reading.Errors, current.Hash);
    }

    public Task<PolicyDocument> CurrentAsync(CancellationToken cancellationToken)
    {
        accepted[current.Hash] = current;
        return Task.FromResult(current);
    }

    public Task<PolicyDocument> ReadAsync(string hash, CancellationToken cancellationToken) => Task.FromResult(accepted[hash]);

    private static PolicyDocument Read(string settings, string deadline)
    {
        var told = $$"""
             "completionDeadline": "{{deadline}}",
             "channels": { "desk": { "kind": "smtp", "host": "localhost", "from": "a@example.com", "to": ["b@example.com"] }, "pager": { "kind": "console" } },
             "routes": [ { "account": "job*", "channels": ["desk", "pager"], "owner": "Platform" }, { "channels": ["desk"] } ],
             "immediateSeverity": "high",
             "alertsBundledFrom": 3,
             {{(settings.Contains("freshness", StringComparison.Ordinal) ? "" : "\"freshness\": { \"*\": \"never\" },")}}
             "reminders": { "high": 1, "low": 2 }
            }
            """;
        var text = settings is "{}" ? "{" + told : settings.TrimEnd().TrimEnd('}') + "," + told;
        var reading = PolicyText.Read(Encoding.UTF8.GetBytes(text));
        reading.Errors.Should().BeEmpty();
        return reading.Policy!;
    }
}
