using System.Text;

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
    // The reports are made at noon in their zone, which is eight hours ahead.
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    private readonly Dictionary<(string Rule, string SecretId), Life> lives = [];

    /// <summary>The findings that were ever seen, by rule and SecretId.</summary>
    public IEnumerable<string> Lives => lives.Select(life =>
        $"{life.Key.Rule} {life.Key.SecretId} {(life.Value.IsOpen ? "open" : "resolved")} {life.Value.FirstSeen:O} {life.Value.Openings} {life.Value.Severity}"
        + (life.Value.IsSuppressed ? " suppressed" : "")).Order(StringComparer.Ordinal);

    /// <summary>What was told of the last report.</summary>
    public List<string> Told { get; } = [];

    public void Report(AccountRow? row, DateTimeOffset asOf, bool hasUnreadableRows, ModelPolicy policy)
    {
        Told.Clear();
        if (row is null)
        {
            // Gone only where the whole report was read. What a rule that is off has found ends with it, untold.
            if (!hasUnreadableRows)
                Resolve(_ => true, tells: rule => !policy.Off.Contains(rule, StringComparer.Ordinal));
            return;
        }

        var first = row[Column.AccessKey1SecretId];
        var second = row[Column.AccessKey2SecretId];
        var bothRecognised = IsRecognised(first) && IsRecognised(second);
        foreach (var rule in RuleCatalogue.All.Where(rule => !policy.Off.Contains(rule.Id, StringComparer.Ordinal)))
        {
            foreach (var subject in rule.Subjects)
            {
                var verdict = Judged.By(rule.Id, row, subject, asOf: asOf);
                var secretId = subject switch { Subject.Key1 => first, Subject.Key2 => second, _ => "" };
                if (verdict.Outcome is Outcome.Fail)
                    Confirm((rule.Id, secretId), verdict.Severity, asOf, policy);
            }

            // What did not fail: the rule passes or does not apply, or the key has left.
            Resolve(finding => finding.Rule == rule.Id && IsSettled(row, finding, asOf, first, second, bothRecognised), tells: _ => true);

            // What could not be assessed stays as it is; but the day goes on, and with it an exception.
            foreach (var (finding, life) in lives.Where(life => life.Key.Rule == rule.Id && life.Value.IsOpen))
                Suppress(finding, life, asOf, policy);
        }
    }

    private static bool IsSettled(AccountRow row, (string Rule, string SecretId) finding, DateTimeOffset asOf, string first, string second, bool bothRecognised)
    {
        if (finding.SecretId.Length == 0)
            return IsFine(Judged.By(finding.Rule, row, asOf: asOf));
        if (finding.SecretId == first)
            return IsFine(Judged.By(finding.Rule, row, Subject.Key1, asOf: asOf));
        if (finding.SecretId == second)
            return IsFine(Judged.By(finding.Rule, row, Subject.Key2, asOf: asOf));
        return bothRecognised;
    }

    private static bool IsFine(Verdict verdict) => verdict.Outcome is Outcome.Pass or Outcome.NotApplicable;

    private static bool IsRecognised(string secretId) => !secretId.Contains(' ', StringComparison.Ordinal);

    private void Confirm((string Rule, string SecretId) finding, Severity catalogue, DateTimeOffset asOf, ModelPolicy policy)
    {
        var severity = policy.Severities.GetValueOrDefault(finding.Rule, catalogue);
        if (!lives.TryGetValue(finding, out var life))
            lives[finding] = life = new Life { FirstSeen = asOf };
        if (!life.IsOpen)
        {
            life.IsOpen = true;
            life.Openings++;
            life.IsSuppressed = IsExcepted(finding, asOf, policy);
            Told.Add($"{(life.Openings == 1 ? "Opened" : "Reopened")} {finding.Rule}{(life.IsSuppressed ? " suppressed" : "")}");
        }
        else if (severity > life.Severity)
        {
            Told.Add($"{(catalogue > life.Catalogue ? "Raised" : "RaisedByPolicy")} {finding.Rule}");
        }
        else if (severity < life.Severity)
        {
            Told.Add($"Lowered {finding.Rule}");
        }

        (life.Severity, life.Catalogue) = (severity, catalogue);
    }

    private void Suppress((string Rule, string SecretId) finding, Life life, DateTimeOffset asOf, ModelPolicy policy)
    {
        var isExcepted = IsExcepted(finding, asOf, policy);
        if (life.IsSuppressed && !isExcepted)
            Told.Add($"ExceptionEnded {finding.Rule}");
        life.IsSuppressed = isExcepted;
    }

    private static bool IsExcepted((string Rule, string SecretId) finding, DateTimeOffset asOf, ModelPolicy policy)
    {
        var day = DateOnly.FromDateTime(asOf.ToOffset(Zone).DateTime);
        return policy.Exceptions.Any(exception => exception.Rule == finding.Rule && day <= exception.Until
            && (exception.Mask is null || exception.Mask == SecretIdMask.Of(Encoding.ASCII.GetBytes(finding.SecretId))));
    }

    private void Resolve(Func<(string Rule, string SecretId), bool> isSettled, Func<string, bool> tells)
    {
        foreach (var (finding, life) in lives.Where(life => life.Value.IsOpen && isSettled(life.Key)))
        {
            if (tells(finding.Rule))
                Told.Add($"Resolved {finding.Rule}");
            (life.IsOpen, life.IsSuppressed) = (false, false);
        }
    }

    private sealed class Life
    {
        public required DateTimeOffset FirstSeen { get; init; }

        public bool IsOpen { get; set; }

        public int Openings { get; set; }

        public Severity Severity { get; set; }

        public Severity Catalogue { get; set; }

        public bool IsSuppressed { get; set; }
    }
}
