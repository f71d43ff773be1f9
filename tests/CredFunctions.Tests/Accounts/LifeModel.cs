using System.Globalization;

namespace CredFunctions.Tests.Accounts;

/// <summary>
/// The sections "Changes between two reports of one source" and "A finding's life" of the rules once more, from the page alone
/// over the text of the cells: what is known of one account over the reports of its source, and what each completed report
/// notifies of it. It knows nothing of states, runs or events, and of a few rules only.
/// </summary>
internal sealed class LifeModel(string id)
{
    private const int SilentDays = 91;

    private static readonly string[] Flags = ["LoginConsoleActive", "MFADeviceActive", "LoginProtectionActive", "OperationProtectionActive"];

    private readonly Dictionary<string, string> lastUsable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> lastStatus = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTimeOffset AsOf, string LastUsed, string Created)> lastUse = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Rule, string SecretId), Finding> findings = [];
    private readonly List<Change> changes = [];
    private readonly List<(string Rule, string SecretId)> resolved = [];
    private HashSet<string>? lastPair;
    private bool isPresent;

    /// <summary>The findings that were ever seen.</summary>
    public IEnumerable<string> Findings => findings.Select(each =>
        $"{id} {each.Key.Rule} {each.Key.SecretId} {(each.Value.IsOpen ? each.Value.IsSuppressed ? "suppressed" : "open" : "resolved")} "
        + $"{each.Value.FirstSeen:O} {each.Value.Openings} {each.Value.Severity}");

    /// <summary>A report shows the account.</summary>
    /// <param name="cells">Its cells, by column.</param>
    /// <param name="report">The report.</param>
    public void Show(IReadOnlyDictionary<string, string> cells, ReportOfModel report)
    {
        var row = new RowOfModel(cells);
        if (!isPresent)
        {
            // An account that left is compared with nothing.
            Forget();
            if (report is { IsFirst: false, ReportBeforeHadUnreadableRows: false })
                changes.Add(new Change("account-created", "info"));
        }
        else if (!report.IsFirst)
        {
            changes.AddRange(ChangesOf(row));
        }

        Remember(row, report.AsOf);
        isPresent = true;
        Live(row, report);
    }

    /// <summary>The report was read and recorded whole, and does not have the account.</summary>
    public void Leave(ReportOfModel report)
    {
        if (!isPresent)
            return;

        isPresent = false;
        if (!report.IsFirst)
            changes.Add(new Change("account-removed", "info"));
        foreach (var (key, finding) in findings.Where(each => each.Value.IsOpen))
            Resolve(key, finding, report);
    }

    /// <summary>The report is completed: what it notifies of the account. Nothing of it is notified again.</summary>
    public NotifiedOfModel Complete(ReportOfModel report)
    {
        var opened = findings.Where(each => each.Value is { IsOpen: true, IsSuppressed: false, OpeningIsNotified: false } && report.Policy.IsOn(each.Key.Rule)).ToList();
        var raised = findings.Where(each => each.Value is { IsOpen: true, IsSuppressed: false, OpeningIsNotified: true, RaisedTo: not null } && report.Policy.IsOn(each.Key.Rule)).ToList();
        var notified = new NotifiedOfModel(
            [.. opened.Select(each => Named(each.Key))],
            [.. raised.Select(each => Named(each.Key))],
            [.. resolved.Where(each => report.Policy.IsOn(each.Rule)).Select(Named).Distinct()],
            [.. changes.Select(change => $"{id} {change.Id} {change.Severity}")],
            report.IsFirst
                ? []
                :
                [
                    .. opened.Concat(raised).Where(each => report.Policy.IsImmediate(each.Value.Severity)).Select(each => Named(each.Key)),
                    .. changes.Where(change => report.Policy.IsImmediate(change.Severity)).Select(change => $"{id} {change.Id} "),
                ]);
        foreach (var (_, finding) in opened)
            finding.OpeningIsNotified = true;
        foreach (var (_, finding) in opened.Concat(raised))
            finding.RaisedTo = null;
        changes.Clear();
        resolved.Clear();
        return notified;
    }

    private static int RankOf(string severity) => Array.IndexOf(PolicyOfModel.Severities, severity);

    private string Named((string Rule, string SecretId) finding) => $"{id} {finding.Rule} {finding.SecretId}";

    private void Forget()
    {
        lastUsable.Clear();
        lastStatus.Clear();
        lastUse.Clear();
        lastPair = null;
    }

    private IEnumerable<Change> ChangesOf(RowOfModel row)
    {
        var worse = row.Abnormal == true;
        Change Of(string change, string severity) => new(change, worse ? "critical" : severity);

        var pair = row.Pair();
        if (pair is not null && lastPair is not null)
        {
            foreach (var _ in pair.Except(lastPair))
                yield return Of("access-key-created", "info");
            foreach (var _ in lastPair.Except(pair))
                yield return new Change("access-key-deleted", "info");
        }

        foreach (var slot in row.Slots().Where(slot => row.Active(slot) == true))
        {
            var secretId = row.SecretId(slot);
            if (lastStatus.GetValueOrDefault(secretId) == "Disable")
                yield return Of("access-key-reenabled", "medium");
            if (lastUse.TryGetValue(secretId, out var use)
                && RowOfModel.Time(use.LastUsed == "N/A" ? use.Created : use.LastUsed) is { } silentSince
                && use.AsOf - silentSince > TimeSpan.FromDays(SilentDays) && RowOfModel.Time(row.Key(slot, "LastUsedDate")) > silentSince)
            {
                yield return Of("access-key-awoke", "high");
            }
        }

        if (lastUsable.GetValueOrDefault("LoginConsoleActive") == "FALSE" && row["LoginConsoleActive"] == "TRUE")
            yield return new Change("console-enabled", "low");
        foreach (var (flag, change) in new[]
                 {
                     ("MFADeviceActive", "mfa-removed"), ("LoginProtectionActive", "login-protection-removed"),
                     ("OperationProtectionActive", "operation-protection-removed"),
                 })
        {
            if (lastUsable.GetValueOrDefault(flag) == "TRUE" && row[flag] is "FALSE" or "not_supported")
                yield return Of(change, "high");
        }

        if (lastUsable.TryGetValue("UserType", out var type) && row.HasUserType && type != row["UserType"])
            yield return new Change("user-type-changed", "low");
    }

    private void Remember(RowOfModel row, DateTimeOffset asOf)
    {
        foreach (var flag in Flags.Where(flag => row[flag] is "TRUE" or "FALSE" or "not_supported"))
            lastUsable[flag] = row[flag];
        if (row.HasUserType)
            lastUsable["UserType"] = row["UserType"];
        lastPair = row.Pair() ?? lastPair;
        foreach (var slot in row.Slots())
        {
            var secretId = row.SecretId(slot);
            if (row.Key(slot, "Status") is "Active" or "Disable")
                lastStatus[secretId] = row.Key(slot, "Status");
            if (row.Active(slot) is not null && (row.Key(slot, "LastUsedDate") == "N/A" || RowOfModel.Time(row.Key(slot, "LastUsedDate")) is not null))
                lastUse[secretId] = (asOf, row.Key(slot, "LastUsedDate"), row.Key(slot, "CreationTime"));
        }
    }

    private void Live(RowOfModel row, ReportOfModel report)
    {
        foreach (var (key, applies, fails, severity) in row.Verdicts())
        {
            if (report.Policy.IsOn(key.Rule) && applies == true && fails == true)
                Confirm(key, severity, report);
        }

        foreach (var (key, finding) in findings.Where(each => each.Value.IsOpen).ToList())
        {
            var hasLeft = key.SecretId.Length > 0 && row.Pair() is { } pair && !pair.Contains(key.SecretId);
            if (hasLeft || (report.Policy.IsOn(key.Rule) && row.IsFine(key.Rule, key.SecretId)))
                Resolve(key, finding, report);
            else if (report.Policy.IsOn(key.Rule))
                finding.IsSuppressed = report.Policy.IsExcepted(key.Rule, report.AsOf);
        }
    }

    private void Confirm((string Rule, string SecretId) key, string bySection4, ReportOfModel report)
    {
        var severity = report.Policy.Overrides.GetValueOrDefault(key.Rule, bySection4);
        if (!findings.TryGetValue(key, out var finding))
            findings[key] = finding = new Finding { FirstSeen = report.AsOf };
        if (!finding.IsOpen)
        {
            finding.IsOpen = true;
            finding.Openings++;
            finding.OpeningIsNotified = false;
            finding.RaisedTo = null;
        }
        else
        {
            if (RankOf(severity) > RankOf(finding.Severity) && RankOf(bySection4) > RankOf(finding.BySection4))
                finding.RaisedTo = bySection4;
            if (finding.RaisedTo is { } raisedTo && RankOf(bySection4) < RankOf(raisedTo))
                finding.RaisedTo = null;
        }

        (finding.Severity, finding.BySection4) = (severity, bySection4);
    }

    private void Resolve((string Rule, string SecretId) key, Finding finding, ReportOfModel report)
    {
        (finding.IsOpen, finding.IsSuppressed) = (false, false);
        if (report.Policy.IsOn(key.Rule))
            resolved.Add(key);
    }

    private sealed record Change(string Id, string Severity);

    private sealed class Finding
    {
        public required DateTimeOffset FirstSeen { get; init; }

        public bool IsOpen { get; set; }

        public int Openings { get; set; }

        public string Severity { get; set; } = "";

        public string BySection4 { get; set; } = "";

        public bool IsSuppressed { get; set; }

        public bool OpeningIsNotified { get; set; }

        /// <summary>The severity by section 4 to which a report raised it, until that is notified or over.</summary>
        public string? RaisedTo { get; set; }
    }
}

/// <summary>What the model knows of a report beside its rows.</summary>
/// <param name="AsOf">The as-of.</param>
/// <param name="IsFirst">Whether no report of the source was completed before.</param>
/// <param name="ReportBeforeHadUnreadableRows">Whether the last completed one had unreadable rows.</param>
/// <param name="Policy">The policy.</param>
internal sealed record ReportOfModel(DateTimeOffset AsOf, bool IsFirst, bool ReportBeforeHadUnreadableRows, PolicyOfModel Policy);

/// <summary>What a completed report notifies of an account.</summary>
/// <param name="Opened">Openings of findings that are open.</param>
/// <param name="Raised">Rises that a report brought, of findings that are open.</param>
/// <param name="Resolved">Findings that were resolved.</param>
/// <param name="Changes">Changes, with their severities.</param>
/// <param name="Immediate">What is notified at once.</param>
internal sealed record NotifiedOfModel(
    IReadOnlyList<string> Opened, IReadOnlyList<string> Raised, IReadOnlyList<string> Resolved, IReadOnlyList<string> Changes, IReadOnlyList<string> Immediate);

/// <summary>What the model knows of a policy: rules that are off or have another severity, exceptions with their last day.</summary>
internal sealed record PolicyOfModel(
    string ImmediateSeverity, IReadOnlyList<string> Off, IReadOnlyDictionary<string, string> Overrides, IReadOnlyList<(string Rule, DateOnly Until)> Exceptions)
{
    public static readonly string[] Severities = ["info", "low", "medium", "high", "critical"];

    public bool IsOn(string rule) => !Off.Contains(rule, StringComparer.Ordinal);

    public bool IsImmediate(string severity) => Array.IndexOf(Severities, severity) >= Array.IndexOf(Severities, ImmediateSeverity);

    /// <summary>Whether an exception matches on the day of the as-of in the report's zone, eight hours ahead.</summary>
    public bool IsExcepted(string rule, DateTimeOffset asOf) =>
        Exceptions.Any(each => each.Rule == rule && DateOnly.FromDateTime(asOf.ToOffset(TimeSpan.FromHours(8)).DateTime) <= each.Until);

    public string Json() => $$"""
        {
          "immediateSeverity": "{{ImmediateSeverity}}",
          "rules": { {{string.Join(", ", Off.Select(rule => $"\"{rule}\": \"off\"").Concat(Overrides.Select(each => $"\"{each.Key}\": {{ \"severity\": \"{each.Value}\" }}")))}} },
          "exceptions": [ {{string.Join(", ", Exceptions.Select(each =>
              $"{{ \"rule\": \"{each.Rule}\", \"account\": \"*\", \"reason\": \"known\", \"owner\": \"ops\", \"until\": \"{each.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\" }}"))}} ],
          "channels": { "desk": { "kind": "console" } },
          "routes": [ { "channels": ["desk"] } ]
        }
        """;
}
