using CredFunctions.Cli.Records;
using CredFunctions.Evidence;
using CredFunctions.Ports;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>The reports that were named at the command line, in as-of order: one source's history.</summary>
internal sealed class GivenReports : IDisposable
{
    private const string HowToGiveTimes =
        "put the time into each file's name and scan with --as-of name, or scan them one by one with --as-of TIME and --state";

    private readonly List<ReportInput> inputs = [];

    private GivenReports()
    {
    }

    public IReadOnlyList<GivenReport> InOrder { get; private set; } = [];

    public GivenReport Last => InOrder[^1];

    public long Bytes => inputs.Sum(input => input.Stream.Length);

    /// <exception cref="CommandException">One cannot be read, or their order is unknown.</exception>
    public static GivenReports Open(ScanOptions options, TimeSpan zone, CommandEnvironment environment)
    {
        var isName = ReportAsOf.FromName.Equals(options.AsOf, StringComparison.OrdinalIgnoreCase);
        if (options.AsOf is not null && !isName && options.Files.Count > 1)
            throw new CommandException(
                "--as-of with a time is for one FILE; of several, --as-of name takes each time from the file's name.");

        var reports = new GivenReports();
        try
        {
            foreach (var file in options.Files)
                reports.inputs.Add(ReportInput.Open(file, environment));

            var now = environment.Time.GetUtcNow();
            reports.InOrder =
            [
                .. options.Files.Zip(reports.inputs, (path, input) => new GivenReport(
                    reports.inputs.Count(other => other.Name == input.Name) > 1 ? path : input.Name,
                    path is "-" ? input.Name : Path.GetFullPath(path).Replace(Path.DirectorySeparatorChar, '/'),
                    input,
                    options.AsOf,
                    input.AsOf(options.AsOf, zone, now)))
                .OrderBy(report => report.AsOf.Instant),
            ];
            RefuseUnknownOrder(reports.InOrder, zone);
            return reports;
        }
        catch
        {
            reports.Dispose();
            throw;
        }
    }

    public void Dispose() => inputs.ForEach(input => input.Dispose());

    private static void RefuseUnknownOrder(IReadOnlyList<GivenReport> reports, TimeSpan zone)
    {
        // Each would be as of now, in an unknown order.
        if (reports.Where(report => report.AsOf.Remark is not null).Take(2).ToList() is [var earlier, var later])
            throw new CommandException(
                $"\"{earlier.Name}\" and \"{later.Name}\" were last modified in the future, so their order is unknown: {HowToGiveTimes}.");

        foreach (var (one, next) in reports.Zip(reports.Skip(1)).Where(pair => pair.First.AsOf.Instant == pair.Second.AsOf.Instant))
        {
            var are = one.AsOf.Origin is AsOfOrigin.FileTime && next.AsOf.Origin is AsOfOrigin.FileTime
                ? "were both last modified at"
                : "are both as of";
            throw new CommandException(
                $"\"{one.Name}\" and \"{next.Name}\" {are} {ShownTime.Of(one.AsOf.Instant, zone)}, "
                    + $"so their order is unknown: {HowToGiveTimes}.");
        }
    }
}

/// <summary>A report that was named at the command line.</summary>
/// <param name="Name">Its name in messages: the file's name, or its path where two have one name.</param>
/// <param name="Path">Its name as an upload: the whole path, so that one file is one upload whatever folder the command runs in.</param>
/// <param name="Input">The file.</param>
/// <param name="GivenAsOf">The as-of that the user gave; null for none.</param>
/// <param name="AsOf">The instant it is of, unless it was seen before.</param>
internal sealed record GivenReport(string Name, string Path, ReportInput Input, string? GivenAsOf, ReportAsOf AsOf);

/// <summary>The reports as an inbox. Naming one again requests that it is looked at again, although it is the same upload.</summary>
internal sealed class GivenInbox(GivenReports reports, ScanProgress progress) : IReportInbox
{
    public Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken) => Task.FromResult(
        reports.InOrder.FirstOrDefault(report => report.Path == name) is not { } given ? null
            : new InboxReport(given.Input.Version, new LentStream(given.Input.Stream, progress.Read), given.Input.FileTime)
            {
                GivenAsOf = given.GivenAsOf,
                AsOfSetting = "--as-of",
                IsRequested = true,
            });

    /// <summary>Opens the file of an earlier command where it still lies.</summary>
    public Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken) =>
        Task.FromResult(ScannedFile.Find(name, sha256));
}
