using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;

namespace CredFunctions.Pipeline;

/// <summary>The known accounts of a source that no readable row of a report names.</summary>
/// <param name="Count">Their number.</param>
/// <param name="Known">How many are known, when the run starts.</param>
/// <param name="Names">The first of them.</param>
public sealed record MissingAccounts(long Count, long Known, IReadOnlyList<string> Names)
{
    private const int Named = 3;

    /// <param name="store">Where the accounts are.</param>
    /// <param name="reader">The report, read to its end.</param>
    public static async Task<MissingAccounts> OfAsync(
        IAccountStore store, string source, ReportReader reader, CancellationToken cancellationToken)
    {
        var known = 0L;
        var missing = 0L;
        var names = new List<string>();
        await foreach (var id in store.ReadPresentIdsAsync(source, cancellationToken))
        {
            known++;
            if (reader.HasRead(id))
                continue;
            missing++;
            if (names.Count < Named)
                names.Add(id);
        }

        return new MissingAccounts(missing, known, names);
    }

    /// <summary>Why the report is held; null where that many may be missing. Each unreadable row may be one of the accounts.</summary>
    public string? WhyHold(long unreadableRows, AssessmentPolicy policy) =>
        policy.MaxDepartures.IsExceeded(Math.Max(0, Count - unreadableRows), Known)
            ? $"{Count:N0} of {Known:N0} known accounts are missing from it, {string.Join(", ", Names)} among them."
            : null;
}
