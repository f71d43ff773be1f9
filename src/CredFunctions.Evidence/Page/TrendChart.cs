using System.Globalization;

using CredFunctions.Findings;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page;

/// <summary>
/// A bar a report, its severities on top of each other, the worst at the foot where bars can be compared. The frame of the template
/// is 480 wide, of which 40 on the left are for the scale, and the bars stand between 12 and 148.
/// </summary>
internal static class TrendChart
{
    private const double Left = 40;
    private const double Right = 480;
    private const double Top = 12;
    private const double Foot = 148;
    private const double WidestBar = 34;

    /// <param name="reports">The reports, the earliest first.</param>
    /// <param name="day">How a day is written.</param>
    public static Values Of(ReportRecord[] reports, Func<DateTimeOffset, string?> day)
    {
        var (first, last, most) = (reports[0], reports[^1], Math.Max(1, reports.Max(report => report.Counts.Open)));
        return new Values
        {
            ["summary"] = $"{reports.Length} reports, from {Counted.Of(first.Counts.Open, "open finding")} on {day(first.AsOf)} "
                + $"to {Counted.Number(last.Counts.Open)} on {day(last.AsOf)}. The section Earlier reports has the figures.",
            ["most"] = most,
            ["from"] = day(first.AsOf),
            ["to"] = day(last.AsOf),
            ["bars"] = reports.SelectMany((report, index) => Bar(report, index, (Right - Left) / reports.Length, most)).ToList(),
        };
    }

    /// <summary>A length as an attribute takes it.</summary>
    public static string Length(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);

    private static IEnumerable<Values> Bar(ReportRecord report, int index, double step, long most)
    {
        var (middle, width, foot) = (Left + (step * (index + 0.5)), Math.Min(WidestBar, step * 0.7), Foot);
        foreach (var severity in Severities.WorstFirst)
        {
            var height = (Foot - Top) * report.Counts.OpenOf(severity) / most;
            if (height <= 0)
                continue;
            foot -= height;
            yield return new Values
            {
                ["severity"] = severity.Name(),
                ["x"] = Length(middle - (width / 2)),
                ["y"] = Length(foot),
                ["width"] = Length(width),
                ["height"] = Length(height),
            };
        }
    }
}
