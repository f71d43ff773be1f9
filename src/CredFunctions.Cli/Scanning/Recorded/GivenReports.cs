using CredFunctions.Cli.Scanning.Table;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>The reports that were named at the command line, in as-of order: one source's history.</summary>
internal sealed class GivenReports : IDisposable
{
    private const string HowToGiveTimes =
        "put the time into each file's name and scan with --as-of name, or scan them one by one with --as-of TIME and --state";

    private readonly List<OpenedReport> opened = [];

    private GivenReports()
    {
    }

    public IReadOnlyList<GivenReport> InOrder { get; private set; } = [];

    public GivenReport Last => InOrder[^1];

    public long Bytes => opened.Sum(report => report.Stream.Length);

    /// <exception cref="CommandException">One cannot be read, or their order is unknown.</exception>
    public static GivenReports Open(ScanOptions options, TimeSpan zone, CommandEnvironment environment)
    {
        var isName = ReportAsOf.FromName.Equals(options.AsOf, StringComparison.OrdinalIgnoreCase);
        if (options.AsOf is not null && !isName && options.Files.Count > 1)
        {
            throw new CommandException(
                ExitCode.Usage, "--as-of with a time is for one FILE; of several, --as-of name takes each time from the file's name.");
        }

        if (options.Files.Count(file => file is "-") > 1)
            throw new CommandException(ExitCode.Usage, "\"-\" stands twice, and stdin can be read once.");

        var reports = new GivenReports();
        try
        {
            foreach (var file in options.Files)
                reports.opened.Add(OpenedReport.Open(file, environment));

            var now = environment.Time.GetUtcNow();
            var named = options.Files.Zip(reports.opened, (path, opened) => (Path: path, Opened: opened)).ToList();
            reports.InOrder =
            [
                .. named.Select(each => new GivenReport(
                    named.Count(other => other.Opened.Name == each.Opened.Name) > 1 ? each.Path : each.Opened.Name,
                    each.Path is "-" ? each.Opened.Name : Path.GetFullPath(each.Path).Replace(Path.DirectorySeparatorChar, '/'),
                    each.Opened,
                    options.AsOf,
                    each.Opened.AsOf(options.AsOf, zone, now)))
                .OrderBy(report => report.AsOf.Instant),
            ];
            RefuseTimesToCome(reports.InOrder);
            RefuseEqualTimes(reports.InOrder, zone);
            return reports;
        }
        catch
        {
            reports.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var report in opened)
            report.Dispose();
    }

    // Each would be as of now, in an unknown order.
    private static void RefuseTimesToCome(IReadOnlyList<GivenReport> reports)
    {
        if (reports.Where(report => report.AsOf.Remark is not null).Take(2).ToList() is [var one, var other])
        {
            throw new CommandException(
                ExitCode.Usage,
                $"\"{one.Name}\" and \"{other.Name}\" were last modified in the future, so their order is unknown: {HowToGiveTimes}.");
        }
    }

    private static void RefuseEqualTimes(IReadOnlyList<GivenReport> reports, TimeSpan zone)
    {
        foreach (var (one, next) in reports.Zip(reports.Skip(1)))
        {
            if (one.AsOf.Instant == next.AsOf.Instant)
            {
                var are = one.AsOf.Origin is AsOfOrigin.FileTime && next.AsOf.Origin is AsOfOrigin.FileTime
                    ? "were both last modified at"
                    : "are both as of";
                throw new CommandException(
                    ExitCode.Usage,
                    $"\"{one.Name}\" and \"{next.Name}\" {are} {ReportAge.Shown(one.AsOf.Instant, zone)}, "
                        + $"so their order is unknown: {HowToGiveTimes}.");
            }
        }
    }
}
