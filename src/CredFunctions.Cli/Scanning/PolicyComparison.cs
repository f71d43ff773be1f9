using System.Text;
using System.Text.Json.Nodes;

using CredFunctions.Cli.Commands;
using CredFunctions.Cli.Policies;
using CredFunctions.Cli.Records;
using CredFunctions.Cli.Terminal;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning;

/// <summary>What another policy would make of a report: each row is judged under both, and nothing is recorded.</summary>
internal sealed class PolicyComparison(ScanOptions options, UsablePolicy policy, UsablePolicy other, CommandEnvironment environment)
{
    private const int ShownAccounts = 5;
    private const int ListedAccounts = 1000;
    private const int Column = 12;

    private static readonly (Effect Effect, string Name, string Heading)[] Effects =
    [
        (Effect.Opens, "opens", "Would open"),
        (Effect.Resolves, "resolves", "Would be resolved"),
        (Effect.IsSuppressed, "suppressed", "Would fall under an exception"),
        (Effect.IsUnsuppressed, "unsuppressed", "Would no longer be under an exception"),
        (Effect.ChangesSeverity, "severity", "Would have another severity"),
        (Effect.IsOff, "off", "Would stay open and no longer be evaluated"),
    ];

    private readonly SortedDictionary<(Effect Effect, string Rule, Severity? From, Severity? To), Tally> tallies = [];

    private enum Effect : byte
    {
        Opens,
        Resolves,
        IsSuppressed,
        IsUnsuppressed,
        ChangesSeverity,
        IsOff,
    }

    /// <summary>Gives the exit code.</summary>
    public int Run()
    {
        using var input = ReportInput.Open(options.Files[0], environment);
        var asOf = input.AsOf(options.AsOf, policy.Policy.ReportTimeZone, environment.Time.GetUtcNow());
        try
        {
            var hasUnreadableRows = Compare(input, asOf.Instant);
            Write();
            return tallies.Count > 0 ? ExitCode.Findings : hasUnreadableRows ? ExitCode.UnreadableRows : ExitCode.Done;
        }
        catch (ReportRejectedException ex)
        {
            environment.WriteMessage(Watching.ReportSentences.Rejected(input.Name, ex));
            return ExitCode.Rejected;
        }
    }

    // Two readers, since each policy has its own zone for times without one.
    private bool Compare(ReportInput input, DateTimeOffset asOf)
    {
        var file = ReportFile.Inspect(input.Stream);
        var (own, others) = (policy.Policy.For(options.Source), other.Policy.For(options.Source));
        using var again = input.OpenAgain();
        using var reader = ReportReader.Open(file, input.Stream, own.ReportTimeZone);
        using var otherReader = ReportReader.Open(file, again, others.ReportTimeZone);
        var (now, then) = (new Assessment(options.Source, asOf, own), new Assessment(options.Source, asOf, others));
        while (reader.Read() && otherReader.Read())
        {
            now.Assess(reader.Account);
            then.Assess(otherReader.Account);
            Compare(now, then, others);
        }

        return reader.UnreadableRowCount > 0;
    }

    private void Compare(Assessment now, Assessment then, AssessmentPolicy others)
    {
        var (before, after) = (Outlines(now), Outlines(then));
        foreach (var (check, was) in before)
        {
            if (after.Remove(check, out var will))
            {
                if (will.IsSuppressed != was.IsSuppressed)
                    Add(will.IsSuppressed ? Effect.IsSuppressed : Effect.IsUnsuppressed, check.Rule, now);
                if (will.Severity != was.Severity)
                    Add(Effect.ChangesSeverity, check.Rule, now, was.Severity, will.Severity);
            }
            else if (others.IsOff(check.Rule, now.Account.Id, now.Username))
            {
                Add(Effect.IsOff, check.Rule, now);
            }
            else if (!IsUnassessed(then, check))
            {
                Add(Effect.Resolves, check.Rule, now);
            }
        }

        foreach (var (check, will) in after)
            Add(will.IsSuppressed ? Effect.IsSuppressed : Effect.Opens, check.Rule, now);
    }

    private static Dictionary<(string Rule, Subject Subject), FindingOutline> Outlines(Assessment assessment)
    {
        var outlines = assessment.FindingOutlines;
        var found = new Dictionary<(string Rule, Subject Subject), FindingOutline>(outlines.Count);
        for (var index = 0; index < outlines.Count; index++)
            found.Add((outlines[index].Rule, assessment.Findings[index].Subject), outlines[index]);
        return found;
    }

    // What could not be judged leaves a finding as it is.
    private static bool IsUnassessed(Assessment assessment, (string Rule, Subject Subject) check)
    {
        foreach (var verdict in assessment.NotAssessed)
        {
            if (verdict.Rule.Id == check.Rule && verdict.Subject == check.Subject)
                return true;
        }

        return false;
    }

    private void Add(Effect effect, string rule, Assessment account, Severity? from = null, Severity? to = null)
    {
        if (!tallies.TryGetValue((effect, rule, from, to), out var tally))
            tallies.Add((effect, rule, from, to), tally = new Tally());
        tally.Add(account);
    }

    private void Write()
    {
        if (options.Format is OutputFormat.Json)
        {
            RecordsJson.Write(environment.Output, Json());
            return;
        }

        using var writer = environment.OpenText();
        var page = new Page(writer, environment);
        if (tallies.Count == 0)
        {
            page.Line($"Under \"{options.ComparePolicy}\" nothing would change.", Styles.Good);
            return;
        }

        var compared = options.Policy is { } path ? $"\"{path}\"" : "the built-in rules";
        page.Line($"Under \"{options.ComparePolicy}\", compared with {compared}:");
        foreach (var (effect, _, heading) in Effects.Where(each => tallies.Keys.Any(key => key.Effect == each.Effect)))
        {
            page.Heading(heading);
            foreach (var ((_, rule, from, to), tally) in tallies.Where(each => each.Key.Effect == effect))
            {
                var severities = from is null ? "" : $", {from.Value.Name()} to {to!.Value.Name()}";
                page.Labelled("", 2, $"{rule}{severities}: {Counted.Of(tally.Findings, "finding")} on "
                    + $"{Counted.Of(tally.Accounts, "account")}: {tally.Shown(ShownAccounts)}");
            }
        }
    }

    private JsonObject Json() => new()
    {
        ["policy"] = policy.Policy.Hash,
        ["comparedPolicy"] = other.Policy.Hash,
        ["differences"] = RecordsJson.Array(tallies, each => new JsonObject
        {
            ["effect"] = Effects[(int)each.Key.Effect].Name,
            ["rule"] = each.Key.Rule,
            ["from"] = each.Key.From?.Name(),
            ["to"] = each.Key.To?.Name(),
            ["findings"] = each.Value.Findings,
            ["accounts"] = each.Value.Accounts,
            ["listed"] = new JsonArray([.. each.Value.Listed.Select(account => account.Id)]),
        }),
    };

    /// <summary>The findings of one kind: counted, and the first accounts named.</summary>
    private sealed class Tally
    {
        private string? last;

        public long Findings { get; private set; }

        public long Accounts { get; private set; }

        public List<(string Id, string Username)> Listed { get; } = [];

        public void Add(Assessment account)
        {
            Findings++;
            var id = account.Account.Id;
            if (id == last)
                return;
            last = id;
            Accounts++;
            if (Listed.Count < ListedAccounts)
                Listed.Add((id, ShownText.Plain(Encoding.UTF8.GetBytes(account.Username))));
        }

        public string Shown(int most)
        {
            var names = string.Join(", ", Listed.Take(most).Select(account => $"{account.Id} {account.Username}"));
            return Accounts > most ? $"{names} and {Counted.Number(Accounts - most)} more" : names;
        }
    }
}
