using System.Text;

using CredFunctions.Pipeline.Ports;
using CredFunctions.Policy;

namespace CredFunctions.Tests.Pipeline;

/// <summary>Policies that can be edited while reports are worked.</summary>
internal sealed class SimulatedPolicies : IPolicies
{
    private readonly Dictionary<string, AssessmentPolicy> accepted = new(StringComparer.Ordinal);
    private AssessmentPolicy current = Read("{}");

    public void Edit(string settings) => current = Read(settings);

    public Task<AssessmentPolicy> CurrentAsync(CancellationToken cancellation)
    {
        accepted[current.Hash] = current;
        return Task.FromResult(current);
    }

    public Task<AssessmentPolicy> ReadAsync(string hash, CancellationToken cancellation) => Task.FromResult(accepted[hash]);

    private static AssessmentPolicy Read(string settings)
    {
        const string Told = """ "channels": { "desk": { "kind": "console" } }, "routes": [ { "channels": ["desk"] } ] }""";
        var text = settings is "{}" ? "{" + Told : settings.TrimEnd().TrimEnd('}') + "," + Told;
        var reading = PolicyFile.Read(Encoding.UTF8.GetBytes(text));
        reading.Errors.Should().BeEmpty();
        return reading.Policy!;
    }
}
