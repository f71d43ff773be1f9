using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>A source's lane and its reports, the latest first.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Reports">Every report that ever arrived.</param>
internal sealed record SourceHistory(Lane Lane, IReadOnlyList<ReportRecord> Reports)
{
    /// <summary>Reads the sources in the order of their names.</summary>
    /// <param name="store">The records.</param>
    /// <param name="source">The only one that is wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandException">The source that is wanted has no report.</exception>
    public static async Task<IReadOnlyList<SourceHistory>> ReadAsync(IAuditStore store, string? source, CancellationToken cancellationToken)
    {
        var names = await store.SourcesAsync(cancellationToken).Order(StringComparer.Ordinal).ToListAsync(cancellationToken);
        if (source is not null && !names.Contains(source, StringComparer.Ordinal))
            throw new CommandException(ExitCode.Usage, Unknown(source, names));

        var histories = new List<SourceHistory>();
        foreach (var name in names.Where(name => source is null || name == source))
        {
            var lane = (await store.ReadLaneAsync(name, cancellationToken)).Lane;
            var reports = await store.ReadReportsAsync(name, cancellationToken).OrderByDescending(report => report.Stamp)
                .ToListAsync(cancellationToken);
            histories.Add(new SourceHistory(lane, reports));
        }

        return histories;
    }

    public static string Unknown(string source, IReadOnlyCollection<string> known) => known.Count == 0
        ? $"No report of \"{source}\" is recorded, nor of any other source."
        : $"No report of \"{source}\" is recorded. The sources are {string.Join(", ", known)}.";
}
