using System.Globalization;
using System.Text.Json.Nodes;

using CredFunctions.Channels;
using CredFunctions.Cli.Records;
using CredFunctions.Cli.Terminal;
using CredFunctions.Evidence;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;

namespace CredFunctions.Cli.Policies;

/// <summary>What is wrong with a policy on a day, or probably a mistake.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Reading">What came of reading it.</param>
/// <param name="EndedExceptions">The exceptions whose last day is over; empty where the policy cannot be used.</param>
/// <param name="Cautions">What the policy allows, but its author may regret.</param>
internal sealed record PolicyCheck(
    string Name, PolicyReading Reading, IReadOnlyList<ExceptionGrant> EndedExceptions, IReadOnlyList<PolicyRemark> Cautions)
{
    private const int Column = 9;
    private const int MostHiding = 100;

    /// <param name="text">The policy.</param>
    /// <param name="knownSources">The sources of a state, where one is named.</param>
    /// <param name="now">The time.</param>
    public static PolicyCheck Of(PolicyInput text, IReadOnlyCollection<string> knownSources, DateTimeOffset now)
    {
        var reading = PolicyFile.Read(text.Bytes, ChannelKinds.Readers);
        if (reading.Policy is not { } policy)
            return new PolicyCheck(text.Name, reading, [], []);

        var today = policy.DayOf(now);
        var grants = policy.Exceptions.All.Where(grant => !grant.IsMalformed).ToList();
        return new PolicyCheck(
            text.Name,
            reading,
            [.. grants.Where(grant => !grant.IsActiveOn(today))],
            [
                .. reading.Cautions,
                .. grants.SelectMany(grant => CautionsOn(grant, HasSeveralSources(policy, knownSources), today)),
                .. CautionsOn(policy.Roster),
            ]);
    }

    /// <summary>The result for programs.</summary>
    public JsonObject Json() => new()
    {
        ["name"] = Name,
        ["policy"] = Reading.Hash,
        ["valid"] = Reading.IsValid,
        ["errors"] = RecordsJson.Array(Reading.Errors, Json),
        ["warnings"] = RecordsJson.Array(Reading.Warnings.Concat(Cautions), Json),
        ["endedExceptions"] = RecordsJson.Array(EndedExceptions, grant => new JsonObject
        {
            ["path"] = grant.Path,
            ["rule"] = grant.Rule,
            ["until"] = grant.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }),
    };

    /// <summary>The result for people.</summary>
    public void Write(Page page)
    {
        var warnings = Reading.Warnings.Count + Cautions.Count + EndedExceptions.Count;
        var remarks = warnings == 0 ? "" : $", {Counted.Of(warnings, "warning")}";
        if (Reading.Policy is { } policy)
        {
            page.Line($"{Name} can be used{remarks}.", Styles.Good);
            page.Line($"{Counted.Of(policy.Exceptions.All.Count, "exception")}, {Counted.Of(policy.Channels.Count, "channel")}, "
                + $"{Counted.Of(policy.Routes.Count, "route")}; policy {Reading.Hash[..8]}.");
        }
        else
        {
            page.Line($"{Name} cannot be used: {Counted.Of(Reading.Errors.Count, "error")}{remarks}.", Styles.Strong);
        }

        foreach (var error in Reading.Errors)
            Write(page, "error", Severity.High, error);
        foreach (var warning in Reading.Warnings.Concat(Cautions))
            Write(page, "warning", Severity.Medium, warning);
        foreach (var grant in EndedExceptions)
        {
            page.BlankLine();
            page.Labelled("warning", Column, grant.Path, Styles.Of(Severity.Medium));
            page.Labelled("", Column, string.Create(
                CultureInfo.InvariantCulture, $"The exception ended on {grant.Until:yyyy-MM-dd}; its findings cause notifications again."));
        }
    }

    private static JsonObject Json(PolicyRemark remark) => new()
    {
        ["path"] = remark.Path,
        ["line"] = remark.Line,
        ["column"] = remark.Column,
        ["problem"] = remark.Problem,
        ["allowed"] = remark.Allowed,
    };

    private static void Write(Page page, string label, Severity severity, PolicyRemark remark)
    {
        page.BlankLine();
        page.Labelled(label, Column,
            string.Create(CultureInfo.InvariantCulture, $"{remark.Path}, line {remark.Line}, column {remark.Column}"), Styles.Of(severity));
        page.Labelled("", Column, remark.Allowed is null ? $"{remark.Problem}." : $"{remark.Problem}. Allowed: {remark.Allowed}.");
    }

    // A route or an entry for some sources alone implies that there are others.
    private static bool HasSeveralSources(PolicyDocument policy, IReadOnlyCollection<string> knownSources) =>
        knownSources.Count > 1
        || policy.Routes.Select(route => route.Source)
            .Concat(policy.Sources.Select(entry => entry.Source)).Any(source => !source.MatchesEverything);

    // A line that hides others, once.
    private static IEnumerable<PolicyRemark> CautionsOn(Roster? roster) => (roster?.Hidden() ?? [])
        .GroupBy(each => each.By, each => each.Hidden).Take(MostHiding)
        .Select(by =>
        {
            var lines = by.ToList();
            var others = lines.Count == 1 ? "" : $" and {Counted.Of(lines.Count - 1, "later one")}";
            return new PolicyRemark(
                "roster", by.Key.Line, 1, $"hides line {lines[0].Line}{others}, since the first line that matches counts");
        });

    private static IEnumerable<PolicyRemark> CautionsOn(ExceptionGrant grant, bool hasSeveralSources, DateOnly today)
    {
        if (grant.Source is null && hasSeveralSources)
            yield return Caution("is for every source, since it names none; give it a \"source\", or \"*\" where every source is meant");
        if (grant.Account.MatchesEverything)
            yield return Caution("is for every account; name the accounts that may break the rule, or switch the rule off");
        if (grant.Until > today.AddYears(1))
            yield return Caution("ends in more than a year; choose a day within a year, on which it is reviewed");

        PolicyRemark Caution(string problem) => new(grant.Path, grant.Line, grant.Column, problem);
    }
}
