using CredFunctions.Cli.Scanning.Table;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>The reports that were named at the command line, in as-of order: one source's history.</summary>
internal sealed class GivenReports : IDisposable
{
    private readonly List<OpenedReport> opened = [];

    private GivenReports()
    {
    }

    public IReadOnlyList<GivenReport> InOrder { get; private set; } = [];

    public GivenReport Last => InOrder[^1];

    public long Bytes => opened.Sum(report => report.Stream.Length);

    /// <exception cref="CommandException">One cannot be read, or their order cannot be told.</exception>
    public static GivenReports Open(ScanOptions options, TimeSpan zone, Surroundings surroundings)
    {
        if (options.AsOf is not null && options.Files.Count > 1)
            throw new CommandException(ExitCode.Usage, "--as-of is for one FILE: several are in the order in which they were last modified.");
        if (options.Files.Count(file => file is "-") > 1)
            throw new CommandException(ExitCode.Usage, "\"-\" stands twice, and stdin can be read once.");

        var reports = new GivenReports();
        try
        {
            foreach (var file in options.Files)
                reports.opened.Add(OpenedReport.Open(file, surroundings));

            var named = options.Files.Zip(reports.opened, (path, opened) => (Path: path, Opened: opened)).ToList();
            reports.InOrder =
            [
                .. named.Select(each => new GivenReport(
                    named.Count(other => other.Opened.Name == each.Opened.Name) > 1 ? each.Path : each.Opened.Name,
                    each.Opened,
                    options.AsOf?.In(zone) ?? each.Opened.AsOf))
                .OrderBy(report => report.AsOf),
            ];
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

    private static void RefuseEqualTimes(IReadOnlyList<GivenReport> reports, TimeSpan zone)
    {
        foreach (var (one, next) in reports.Zip(reports.Skip(1)))
        {
            if (one.AsOf == next.AsOf)
            {
                throw new CommandException(
                    ExitCode.Usage,
                    $"\"{one.Name}\" and \"{next.Name}\" were both last modified at {ReportAge.Shown(one.AsOf, zone)}, so nobody can tell which is the later report: scan them one by one with --as-of and --state.");
            }
        }
    }
}
