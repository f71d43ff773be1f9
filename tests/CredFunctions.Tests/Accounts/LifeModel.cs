using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Accounts;

/// <summary>
/// The life of findings once more, told from their wording over what each rule says of each subject: what the aggregate is
/// held against. It knows nothing of states, rows or events.
/// </summary>
internal sealed class LifeModel
{
    private readonly Dictionary<string, Life> lives = new(StringComparer.Ordinal);

    /// <summary>The findings that were ever seen, by rule and SecretId.</summary>
    public IEnumerable<string> Lives => lives.Select(life =>
        $"{life.Key} {(life.Value.IsOpen ? "open" : "resolved")} {life.Value.FirstSeen:O} {life.Value.Openings}").Order(StringComparer.Ordinal);

    /// <summary>What was told of the last report.</summary>
    public List<string> Told { get; } = [];

    public void Report(AccountRow? row, DateTimeOffset asOf, bool hasUnreadableRows)
    {
        Told.Clear();
        if (row is null)
        {
            // Gone only where the whole report was read.
            if (!hasUnreadableRows)
                Resolve(_ => true);
            return;
        }

        var first = row[Column.AccessKey1SecretId];
        var second = row[Column.AccessKey2SecretId];
        var bothRecognised = IsRecognised(first) && IsRecognised(second);
        foreach (var rule in RuleCatalogue.All)
        {
            foreach (var subject in rule.Subjects)
            {
                var verdict = Judged.By(rule.Id, row, subject, asOf: asOf);
                var secretId = subject switch { Subject.Key1 => first, Subject.Key2 => second, _ => "" };
                if (verdict.Outcome is Outcome.Fail)
                    Open($"{rule.Id} {secretId}", asOf);
            }

            // What did not fail: the rule passes or does not apply, or the key has left.
            Resolve(finding =>
            {
                var parts = finding.Split(' ', 2);
                if (parts[0] != rule.Id)
                    return false;
                if (parts[1].Length == 0)
                    return Judged.By(rule.Id, row, asOf: asOf).Outcome is Outcome.Pass or Outcome.NotApplicable;
                if (parts[1] == first)
                    return Judged.By(rule.Id, row, Subject.Key1, asOf: asOf).Outcome is Outcome.Pass or Outcome.NotApplicable;
                if (parts[1] == second)
                    return Judged.By(rule.Id, row, Subject.Key2, asOf: asOf).Outcome is Outcome.Pass or Outcome.NotApplicable;
                return bothRecognised;
            });
        }
    }

    private static bool IsRecognised(string secretId) => !secretId.Contains(' ', StringComparison.Ordinal);

    private void Open(string finding, DateTimeOffset asOf)
    {
        if (!lives.TryGetValue(finding, out var life))
            lives[finding] = life = new Life { FirstSeen = asOf };
        if (life.IsOpen)
            return;

        life.IsOpen = true;
        life.Openings++;
        Told.Add($"{(life.Openings == 1 ? "Opened" : "Reopened")} {finding.Split(' ')[0]}");
    }

    private void Resolve(Func<string, bool> isSettled)
    {
        foreach (var (finding, life) in lives.Where(life => life.Value.IsOpen && isSettled(life.Key)))
        {
            life.IsOpen = false;
            Told.Add($"Resolved {finding.Split(' ')[0]}");
        }
    }

    private sealed class Life
    {
        public required DateTimeOffset FirstSeen { get; init; }

        public bool IsOpen { get; set; }

        public int Openings { get; set; }
    }
}
