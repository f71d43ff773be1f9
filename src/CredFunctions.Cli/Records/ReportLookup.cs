using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>Finds a report by its id, or by the first digits of it.</summary>
internal static class ReportLookup
{
    private const int Named = 3;

    /// <param name="store">The records.</param>
    /// <param name="id">The id, or its first digits.</param>
    /// <param name="source">The source to look in; null for every one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandException">There is none, or there are several.</exception>
    public static async Task<ReportRecord> FindAsync(
        IAuditStore store, string id, string? source, CancellationToken cancellationToken) =>
        await FindAllAsync(store, id, source, cancellationToken) switch
        {
            [var one] => one,
            [] => throw new CommandException($"There is no report \"{id}\": \"credfunctions history\" lists their ids."),
            var several => throw Ambiguous(id, several),
        };

    public static async Task<IReadOnlyList<ReportRecord>> FindAllAsync(
        IAuditStore store, string id, string? source, CancellationToken cancellationToken)
    {
        var found = new List<ReportRecord>();
        if (id.Length == 0)
            return found;
        await foreach (var each in store.SourcesAsync(cancellationToken).Where(each => source is null || each == source))
        {
            await foreach (var report in store.ReadReportsAsync(each, cancellationToken))
            {
                if (report.ReportId.StartsWith(id, StringComparison.OrdinalIgnoreCase))
                    found.Add(report);
            }
        }

        return found;
    }

    private static CommandException Ambiguous(string id, IReadOnlyList<ReportRecord> several)
    {
        // The same bytes under two sources are two reports with one id.
        var longer = several.Select(report => report.ReportId).Distinct(StringComparer.Ordinal).Count() > 1;
        var digits = Math.Max(id.Length + 4, ShortId.Digits);
        var names = string.Join(", ", several.Take(Named).Select(
            report => $"{report.ReportId[..Math.Min(report.ReportId.Length, digits)]} of {report.Source}"));
        var more = several.Count > Named ? $" and {several.Count - Named} more" : "";
        return new CommandException(
            $"\"{id}\" may be {names}{more}: {(longer ? "give more of the id" : "name one with --source")}.");
    }
}
