using CredFunctions.Channels;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;

namespace CredFunctions.Cli.Policies;

/// <summary>The warnings about a policy on a day.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Reading">What came of reading it.</param>
/// <param name="EndedExceptions">The exceptions whose last day is over; empty where the policy cannot be used.</param>
/// <param name="Cautions">What the policy allows, but its author may regret.</param>
internal sealed record PolicyCheck(
    string Name, PolicyReading Reading, IReadOnlyList<ExceptionGrant> EndedExceptions, IReadOnlyList<PolicyRemark> Cautions)
{
    /// <param name="text">The policy.</param>
    /// <param name="knownSources">The sources of a state, where one is named.</param>
    /// <param name="now">The time.</param>
    public static PolicyCheck Of(PolicyText text, IReadOnlyCollection<string> knownSources, DateTimeOffset now)
    {
        var reading = PolicyFile.Read(text.Bytes, ChannelKinds.Readers);
        if (reading.Policy is not { } policy)
            return new PolicyCheck(text.Name, reading, [], []);

        var today = policy.DayOf(now);
        var grants = policy.Exceptions.All.Where(grant => !grant.IsMalformed).ToList();
        return new PolicyCheck(
            text.Name,
            reading,
            [.. grants.Where(grant => !grant.IsActiveOn(today))],
            [.. grants.SelectMany(grant => CautionsOn(grant, HasSeveralSources(policy, knownSources), today))]);
    }

    // A route or an entry for some sources alone implies that there are others.
    private static bool HasSeveralSources(PolicyDocument policy, IReadOnlyCollection<string> knownSources) =>
        knownSources.Count > 1
        || policy.Routes.Select(route => route.Source)
            .Concat(policy.Sources.Select(entry => entry.Source)).Any(source => !source.MatchesEverything);

    private static IEnumerable<PolicyRemark> CautionsOn(ExceptionGrant grant, bool hasSeveralSources, DateOnly today)
    {
        if (grant.Source is null && hasSeveralSources)
            yield return Caution("is for every source, since it names none; give it a \"source\", or \"*\" where every source is meant");
        if (grant.Account.MatchesEverything)
            yield return Caution("is for every account; name the accounts that may break the rule, or switch the rule off");
        if (grant.Until > today.AddYears(1))
            yield return Caution("ends in more than a year; choose a day within a year, on which it is reviewed");

        PolicyRemark Caution(string problem) => new(grant.Path, grant.Line, grant.Column, problem);
    }
}
