namespace CredFunctions.Tests.Cli;

/// <summary>
/// Which upload is which report and what becomes of it, written down from the rules page and sharing no code with the
/// product: slow, and easy to compare with the page.
/// </summary>
internal sealed class ReportsInTimeModel(int sameReportHours)
{
    private readonly Dictionary<string, ModelUpload> uploads = new(StringComparer.Ordinal);
    private int arrivals;

    public List<ModelReport> Reports { get; } = [];

    /// <summary>The last completed report.</summary>
    public ModelReport? Last { get; private set; }

    /// <summary>The accounts that have not left, with their open findings.</summary>
    public SortedDictionary<string, SortedSet<string>> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>Somebody scans a file; false where its as-of is refused.</summary>
    public bool Scan(string path, ModelContent content, DateTimeOffset fileTime, DateTimeOffset? given)
    {
        var asOf = given ?? fileTime;
        var seen = uploads.GetValueOrDefault(path);
        ModelReport? disregarded = null;
        if (seen is not null && seen.Given == given && seen.FileTime == fileTime)
        {
            if (!seen.IsRefused)
                return true;
            if (seen.Report.Status != "withdrawn")
                return false;
            disregarded = seen.Report;
        }
        else if (seen is not null && seen.Given != given && seen.Report.AsOf != asOf && Reports.Contains(seen.Report))
        {
            var report = seen.Report;
            if (report is { Status: "held" } && report.Path == path)
            {
                Reports.Remove(report);
            }
            else if (report.Status == "withdrawn")
            {
                disregarded = report;
            }
            else if (report.IsCompleted && asOf < report.AsOf)
            {
                uploads[path] = new ModelUpload(given, fileTime, report, IsRefused: true);
                return false;
            }
        }

        uploads[path] = new ModelUpload(given, fileTime, Resolve(path, content, asOf, disregarded), IsRefused: false);
        return true;
    }

    /// <summary>A person accepts a held report.</summary>
    public void Accept(ModelReport held)
    {
        held.IsAccepted = true;
        Work(held, isOlderCopy: false);
    }

    /// <summary>The last completed report is withdrawn.</summary>
    public void Withdraw()
    {
        var withdrawn = Last!;
        withdrawn.Status = "withdrawn";
        Last = withdrawn.Before;
        if (Last is null)
            Accounts.Clear();
        else
            Apply(Last.Content);
    }

    private ModelReport Resolve(string path, ModelContent content, DateTimeOffset asOf, ModelReport? disregarded)
    {
        // Case 1: its bytes and its as-of.
        var known = Reports.Find(report => report.Content == content && report.AsOf == asOf);

        // Case 2: the same hours.
        known ??= Reports.Where(report => report.Content == content && report != disregarded)
            .Where(report => report.IsCompleted || report.Status is "held" or "withdrawn")
            .Where(report => (report.AsOf - asOf).Duration() < TimeSpan.FromHours(sameReportHours))
            .OrderBy(report => report.AsOf).ThenBy(report => report.Arrival).LastOrDefault();
        if (known is not null)
            return known;

        var report = new ModelReport { Path = path, Content = content, AsOf = asOf, Arrival = ++arrivals };

        // Case 4, where it is not case 3.
        var isOlderCopy = Last?.Content != content
            && Reports.Exists(other => other.Content == content && other != disregarded && (other.IsCompleted || other.Status == "withdrawn"));
        Reports.Add(report);
        Work(report, isOlderCopy);
        return report;
    }

    private void Work(ModelReport report, bool isOlderCopy)
    {
        if (Last is not null && (report.AsOf < Last.AsOf || (report.AsOf == Last.AsOf && report.Arrival < Last.Arrival)))
        {
            report.Status = "stale";
            return;
        }

        if (!report.IsAccepted && (isOlderCopy || LacksTooMany(report.Content)))
        {
            report.Status = "held";
            return;
        }

        report.Status = "complete";
        report.IsCompleted = true;
        report.Before = Last;
        Last = report;
        Apply(report.Content);
        foreach (var held in Reports.Where(other => other.Status == "held" && (other.AsOf < report.AsOf || (other.AsOf == report.AsOf && other.Arrival < report.Arrival))))
            held.Status = "stale";
    }

    private bool LacksTooMany(ModelContent content)
    {
        var missing = Accounts.Keys.Count(id => !content.Accounts.ContainsKey(id)) - content.UnreadableRows;
        return (missing >= 10 && missing * 100 > 20 * Accounts.Count) || (missing >= 2 && missing * 2 > Accounts.Count);
    }

    private void Apply(ModelContent content)
    {
        if (content.UnreadableRows == 0)
        {
            foreach (var id in Accounts.Keys.Where(id => !content.Accounts.ContainsKey(id)).ToList())
                Accounts.Remove(id);
        }

        foreach (var (id, findings) in content.Accounts)
            Accounts[id] = new SortedSet<string>(findings, StringComparer.Ordinal);
    }
}

/// <summary>What a file holds.</summary>
internal sealed record ModelContent(string Name, byte[] Bytes, IReadOnlyDictionary<string, string[]> Accounts, int UnreadableRows);

/// <summary>An upload that was seen under a path.</summary>
internal sealed record ModelUpload(DateTimeOffset? Given, DateTimeOffset FileTime, ModelReport Report, bool IsRefused);

internal sealed class ModelReport
{
    /// <summary>The upload that it came with.</summary>
    public required string Path { get; init; }

    public required ModelContent Content { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required int Arrival { get; init; }

    public string Status { get; set; } = "";

    public bool IsAccepted { get; set; }

    public bool IsCompleted { get; set; }

    public ModelReport? Before { get; set; }
}
