using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Rules;

namespace CredFunctions.Evidence.Json;

/// <summary>A line of <c>accounts.jsonl</c>, read back. What is kept only to compare reports is not in it.</summary>
public static class AccountLine
{
    /// <summary>Every account of the file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="run">The run it is of.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A line is not what this project writes.</exception>
    public static async IAsyncEnumerable<AccountState> ReadAsync(
        Stream content, RunStamp run, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        var sets = new Dictionary<int, ulong>();
        var number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return Parse(line, run, sets, ++number);
    }

    private static AccountState Parse(string line, RunStamp run, Dictionary<int, ulong> sets, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return AccountOf(document.RootElement, run, sets);
        }
        catch (Exception ex) when (ex is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"Line {number} of the evidence is not an account as CredFunctions writes it.", ex);
        }
    }

    private static AccountState AccountOf(JsonElement line, RunStamp run, Dictionary<int, ulong> sets) => new()
    {
        AccountId = Text(line, "accountId"),
        Username = Text(line, "username"),
        UserType = Text(line, "userType"),
        Profile = Text(line, "profile") == Profile.Machine.Name() ? Profile.Machine : Profile.Human,
        Run = run,
        Snapshot = new AccountSnapshot(),
        SnapshotAsOf = Time(line, "asOf")!.Value,
        GoneSince = Time(line, "goneSince"),
        Findings = [.. line.GetProperty("findings").EnumerateArray().Select(FindingOf)],
        NotAssessed = [.. line.GetProperty("notAssessed").EnumerateArray()
            .Select(rule => new UnassessedRule(Text(rule, "rule"), SubjectOf(rule), Text(rule, "reason")))],
        Passed = PassedOf(line, sets),
        Events = [.. line.GetProperty("events").EnumerateArray().Select(accountEvent => EventOf(accountEvent, run))],
    };

    private static FindingState FindingOf(JsonElement finding) => new()
    {
        Fingerprint = Text(finding, "fingerprint"),
        Rule = Text(finding, "rule"),
        Subject = SubjectOf(finding),
        SecretIdMask = finding.GetProperty("secretIdMask").GetString(),
        Severity = SeverityOf(finding),
        CatalogueSeverity = SeverityOf(finding),
        Message = Text(finding, "message"),
        Evidence = finding.GetProperty("evidence").EnumerateObject()
            .ToDictionary(cell => cell.Name, cell => cell.Value.GetString() ?? "", StringComparer.Ordinal),
        FirstSeen = Time(finding, "firstSeen")!.Value,
        OpenedAt = Time(finding, "openedAt")!.Value,
        Openings = finding.GetProperty("openings").GetInt32(),
        LastSeen = Time(finding, "lastSeen")!.Value,
        ResolvedAt = Time(finding, "resolvedAt"),
        Suppression = finding.TryGetProperty("exception", out var exception)
            ? new Suppression(DateOnly.ParseExact(Text(exception, "until"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Text(exception, "reason"), Text(exception, "owner"))
            : null,
    };

    private static AccountEvent EventOf(JsonElement accountEvent, RunStamp run) => new()
    {
        Kind = Enum.GetValues<AccountEventKind>().First(kind => kind.Name() == Text(accountEvent, "kind")),
        Severity = SeverityOf(accountEvent),
        Message = Text(accountEvent, "message"),
        Run = run,
        Change = accountEvent.TryGetProperty("change", out var change) ? change.GetString() : null,
        Rule = accountEvent.TryGetProperty("rule", out var rule) ? rule.GetString() : null,
        Fingerprint = accountEvent.TryGetProperty("fingerprint", out var fingerprint) ? fingerprint.GetString() : null,
    };

    // Files of earlier versions name the checks in every line.
    private static ulong PassedOf(JsonElement line, Dictionary<int, ulong> sets)
    {
        var isNumbered = line.TryGetProperty("passedSet", out var set);
        if (isNumbered && sets.TryGetValue(set.GetInt32(), out var known))
            return known;

        var passed = PassedOf(line.GetProperty("passed"));
        if (isNumbered)
            sets.Add(set.GetInt32(), passed);
        return passed;
    }

    private static ulong PassedOf(JsonElement passed)
    {
        var named = passed.EnumerateObject()
            .SelectMany(subject => subject.Value.EnumerateArray().Select(rule => (Rule: rule.GetString(), Subject: subject.Name)))
                .ToHashSet();
        return RuleCatalogue.Checks.Where(check => named.Contains((check.Rule.Id, check.Subject.Name())))
            .Aggregate(0UL, (bits, check) => bits | check.Bit);
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var time) ? time.GetDateTimeOffset() : null;

    private static Subject SubjectOf(JsonElement element) =>
        Enum.GetValues<Subject>().First(subject => subject.Name() == Text(element, "subject"));

    private static Severity SeverityOf(JsonElement element) =>
        Enum.GetValues<Severity>().First(severity => severity.Name() == Text(element, "severity"));
}
