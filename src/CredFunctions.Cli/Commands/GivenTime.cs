using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Cli.Commands;

/// <summary>A time as the user wrote it; without an offset it is in the report's zone, which the policy says.</summary>
/// <param name="Text">A text that is a time in any zone.</param>
internal sealed record GivenTime(string Text)
{
    public static GivenTime? Of(string text) => IsTime(text, ReportTime.DefaultOffset, out _) ? new GivenTime(text) : null;

    /// <exception cref="CommandException">It lies beyond the years 1 to 9999 in that zone.</exception>
    public DateTimeOffset In(TimeSpan zone) => IsTime(Text, zone, out var time)
        ? time
        : throw new CommandException(ExitCode.Usage, $"--as-of \"{Text}\" is not a time in the report's zone: write it with an offset.");

    private static bool IsTime(string text, TimeSpan zone, out DateTimeOffset time) =>
        ReportTime.TryParse(Encoding.UTF8.GetBytes(text.Trim()), zone, out time);
}
