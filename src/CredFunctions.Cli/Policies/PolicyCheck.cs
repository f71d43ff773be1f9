using CredFunctions.Policy;

namespace CredFunctions.Cli.Policies;

/// <summary>What there is to say of a policy on a day.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Reading">What came of reading it.</param>
/// <param name="EndedExceptions">The exceptions whose last day is over; null where it cannot be used.</param>
internal sealed record PolicyCheck(string Name, PolicyReading Reading, IReadOnlyList<ExceptionGrant> EndedExceptions)
{
    public static PolicyCheck Of(PolicyText text, DateTimeOffset now)
    {
        var reading = PolicyFile.Read(text.Bytes);
        var ended = reading.Policy is { } policy
            ? policy.Exceptions.All.Where(grant => !grant.IsMalformed && !grant.IsActiveOn(policy.DayOf(now))).ToList()
            : [];
        return new PolicyCheck(text.Name, reading, ended);
    }
}
