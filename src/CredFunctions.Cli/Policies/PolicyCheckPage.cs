using System.Globalization;

using CredFunctions.Cli.Terminal;
using CredFunctions.Policy;

namespace CredFunctions.Cli.Policies;

/// <summary>The result of a policy check, for people.</summary>
internal static class PolicyCheckPage
{
    private const int Column = 9;

    public static void Write(Page page, PolicyCheck check)
    {
        var reading = check.Reading;
        var warnings = reading.Warnings.Count + check.Cautions.Count + check.EndedExceptions.Count;
        var remarks = warnings == 0 ? "" : $", {Counted.Of(warnings, "warning")}";
        if (reading.Policy is { } policy)
        {
            page.Line($"{check.Name} can be used{remarks}.", Styles.Good);
            page.Line($"{Counted.Of(policy.Exceptions.All.Count, "exception")}, {Counted.Of(policy.Channels.Count, "channel")}, "
                + $"{Counted.Of(policy.Routes.Count, "route")}; policy {reading.Hash[..8]}.");
        }
        else
        {
            page.Line($"{check.Name} cannot be used: {Counted.Of(reading.Errors.Count, "error")}{remarks}.", Styles.Strong);
        }

        foreach (var error in reading.Errors)
            Write(page, "error", error, Severity.High);
        foreach (var warning in reading.Warnings.Concat(check.Cautions))
            Write(page, "warning", warning, Severity.Medium);
        foreach (var grant in check.EndedExceptions)
        {
            page.BlankLine();
            page.Labelled("warning", Column, grant.Path, Styles.Of(Severity.Medium));
            page.Labelled("", Column,
                string.Create(CultureInfo.InvariantCulture,
                $"The exception ended on {grant.Until:yyyy-MM-dd}; its findings cause notifications again."));
        }
    }

    private static void Write(Page page, string label, PolicyRemark remark, Severity severity)
    {
        page.BlankLine();
        page.Labelled(label, Column,
            string.Create(CultureInfo.InvariantCulture, $"{remark.Path}, line {remark.Line}, column {remark.Column}"), Styles.Of(severity));
        page.Labelled("", Column, remark.Allowed is null ? $"{remark.Problem}." : $"{remark.Problem}. Allowed: {remark.Allowed}.");
    }
}
