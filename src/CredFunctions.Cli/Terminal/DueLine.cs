using CredFunctions.Evidence;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Terminal;

/// <summary>What is due on an account, with its time, in a line.</summary>
internal static class DueLine
{
    private const int Column = 28;

    /// <param name="page">Where it is written.</param>
    /// <param name="account">The account with its name, where the lines are of several; null where they are of one.</param>
    /// <param name="check">What is due.</param>
    /// <param name="exception">The exception under which it will fail; null where there is none.</param>
    /// <param name="asOf">The as-of of the report that shows it.</param>
    /// <param name="zone">The report's zone.</param>
    public static void Write(
        Page page, string? account, DueCheck check, ExceptionGrant? exception, DateTimeOffset asOf, TimeSpan zone)
    {
        var words = page.Words;
        var what = !check.IsAutoDisable || account is null ? check.Title : check.At <= asOf ? "overdue" : null;
        var title = what is null ? "" : account is null ? words.Of(what) : $"{words.Colon}{words.Of(what)}";
        var covered = exception is null ? "" : words.Of($"(exception until {exception.Until:yyyy-MM-dd})");
        page.Named(
            $"  {ShownTime.Of(check.At, zone)}", Column,
            $"{account}{title}{words.Of(DueEntry.KeyOf(check))} {covered}".TrimEnd(), $"[{check.Rule}]");
    }
}
