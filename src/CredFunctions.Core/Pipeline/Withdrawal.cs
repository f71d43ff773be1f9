using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>What becomes of a report that a person withdraws.</summary>
/// <param name="Before">The report that is recorded again; null where there is none, so that the source's accounts are forgotten.</param>
/// <param name="Refusal">Why it cannot be withdrawn, and what to do; null where it can.</param>
public sealed record Withdrawal(ReportRecord? Before, string? Refusal)
{
    internal static Withdrawal Refused(string reason) => new(Before: null, reason);
}
