using System.Globalization;
using System.Text;

using CredFunctions.Cli.Commands;
using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>Where the sources stand, in the text format of Prometheus, as the textfile collector of its node exporter reads it.</summary>
internal static class RecordMetrics
{
    // The exporter is another user. No account is named.
    private const UnixFileMode OfEveryReader =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="sources">The sources.</param>
    /// <param name="unsent">The notifications that were not sent.</param>
    /// <param name="sweptAt">The last search for unfinished work; null before the first.</param>
    /// <param name="now">Which time it is.</param>
    public static string Of(
        IReadOnlyList<SourceStatus> sources, IReadOnlyList<Notification> unsent, DateTimeOffset? sweptAt, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Write("build_info", "The version of credfunctions.", [(Labels(("version", PrintVersion.Version)), 1)]);
        Write("sweep_timestamp_seconds", "When the watch last searched for unfinished work.",
            sweptAt is { } swept ? [("", Seconds(swept))] : []);
        Write("reports", "Reports that are not completed.", sources.SelectMany(source => new (string Status, int Count)[]
        {
            ("recording", Count: source.Active is null ? 0 : 1), ("waiting", source.Waiting.Count), ("held", source.Held.Count),
            ("incomplete", source.Incomplete.Count),
        }.Select(each => (Labels(("source", source.Lane.Source), ("status", each.Status)), (double)each.Count))));
        Write("report_overdue", "Whether a source has had no report for longer than its policy expects.", sources.Select(
            source => (Labels(("source", source.Lane.Source)), source.IsOverdue(now) ? 1.0 : 0)));

        WriteOfLast("report_as_of_timestamp_seconds", "The as-of of the last report of a source.", last => Seconds(last.AsOf));
        WriteOfLast("accounts", "Accounts in the last completed report.", last => last.Counts.Accounts);
        Write("open_findings", "Open findings after the last completed report.", sources.Where(source => source.Last is not null)
            .SelectMany(source => Severities.WorstFirst.Select(severity => (
                Labels(("source", source.Lane.Source), ("severity", severity.Name())),
                (double)source.Last!.Counts.OpenOf(severity)))));
        WriteOfLast(
            "unassessed_checks", "Checks that the last completed report could not decide.", last => last.Counts.NotAssessed);
        WriteOfLast(
            "unreadable_rows", "Rows of the last completed report that could not be read.", last => last.Counts.UnreadableRows);

        NotificationStatus[] statuses = [NotificationStatus.Pending, NotificationStatus.Failed, NotificationStatus.Unconfirmed];
        Write("notifications", "Notifications that are not known to have arrived.", statuses.Select(status => (
            Labels(("status", status.ToString().ToLowerInvariant())), (double)unsent.Count(each => each.Status == status))));
        return text.ToString();

        void WriteOfLast(string name, string help, Func<ReportRecord, double> value) => Write(
            name, help, sources.Where(source => source.Last is not null)
                .Select(source => (Labels(("source", source.Lane.Source)), value(source.Last!))));

        void Write(string name, string help, IEnumerable<(string Labels, double Value)> samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP credfunctions_{name} {help}\n# TYPE credfunctions_{name} gauge\n");
            foreach (var (labels, value) in samples)
                text.Append(CultureInfo.InvariantCulture, $"credfunctions_{name}{labels} {value:0.###}\n");
        }
    }

    /// <summary>Replaces the file at once: a reader sees the old one or the new one.</summary>
    public static void WriteTo(string path, string text)
    {
        // The exporter reads each file of the folder that ends with ".prom".
        var part = $"{path}.{Environment.ProcessId}.part";
        File.WriteAllText(part, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(part, OfEveryReader);
        File.Move(part, path, overwrite: true);
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static string Labels(params (string Name, string Value)[] labels) =>
        $"{{{string.Join(',', labels.Select(label => $"{label.Name}=\"{Escaped(label.Value)}\""))}}}";

    private static string Escaped(string value) => value
        .Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal);
}
