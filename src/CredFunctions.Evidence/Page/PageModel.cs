using System.Globalization;
using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page;

/// <summary>The values of <c>page.liquid</c>. What is left out is null: to the template, 0 and an empty list are true.</summary>
internal sealed class PageModel(RunResult result, PageTally tally, ControlMatrix controls)
{
    private const int MostExceptions = 500;
    private const int MostRows = 100;
    private const int MostColumns = 50;
    private const int MostReasons = 3;

    private static readonly (AccountEventKind Kind, string Words)[] Kinds =
    [
        (AccountEventKind.Opened, "opened"), (AccountEventKind.Reopened, "reopened"), (AccountEventKind.Raised, "raised"),
        (AccountEventKind.RaisedByPolicy, "raised by policy"), (AccountEventKind.Lowered, "lowered"),
        (AccountEventKind.Resolved, "resolved"), (AccountEventKind.ExceptionEnded, "exception ended"),
        (AccountEventKind.Changed, "changes of accounts"),
    ];

    private readonly ReportRecord record = result.Record;
    private readonly ReportDetails details = result.Details;
    private readonly AssessmentPolicy policy = result.Run.Policy;

    private bool IsStale => record.Status is ReportStatus.Stale;

    /// <summary>The report before this one; null for the first of its source, and for one that is shown by itself.</summary>
    private ReportRecord? Before => IsStale || result.Earlier.Count == 0 ? null : result.Earlier[^1];

    public Values All()
    {
        var accounts = tally.Accounts.GreatestFirst;
        var rules = tally.Rules.Where(rule => rule.Open > 0 || policy.Roster is not null || !rule.Rule.NeedsRoster).Select(OfRule).ToList();
        var failing = tally.Rules.Where(rule => rule.Open > 0).OrderByDescending(rule => rule.Worst).ThenByDescending(rule => rule.Open);
        return new Values
        {
            ["source"] = record.Source,
            ["day"] = Day(record.AsOf),
            ["headline"] = result.Verdict,
            ["gaps"] = Gaps(),
            ["isStale"] = IsStale,
            ["asOf"] = Time(record.AsOf),
            ["report"] = result.ReportName,
            ["accountCount"] = details.Accounts,
            ["before"] = Before is { } before ? Time(before.AsOf) : IsStale ? "not compared" : "none: this is the first",
            ["severities"] = Severities.WorstFirst.Select(severity => severity.Name()),
            ["tiles"] = Tiles().ToList(),
            ["trend"] = Before is not null ? TrendChart.Of([.. result.Earlier, record], Day) : new Values
            {
                ["none"] = IsStale
                    ? "This report is shown by itself."
                    : "This is the first report of its source; the trend begins with it.",
            },
            ["rules"] = rules,
            ["failing"] = Some(failing.Select(OfRule)),
            ["notAssessed"] = Some(
                tally.Rules.Where(rule => rule.NotAssessed > 0).OrderByDescending(rule => rule.NotAssessed).Select(OfRule)),
            ["accounts"] = Some(accounts.Select(OfAccount)),
            ["accountsWithFindings"] = Counted.Of(tally.Accounts.Seen, "account"),
            ["otherAccounts"] = Some(tally.Accounts.Seen - accounts.Count),
            ["unseen"] = tally.Unseen == 0 ? null : Counted.Of(tally.Unseen, "known account"),
            ["due"] = Due().ToList(),
            ["openTimes"] = Some(tally.OpenTimes.All.Select(OfOpenTimes)),
            ["reopened"] = Some(tally.Reopened.GreatestFirst.Select(account => new Values
            {
                ["id"] = account.State.AccountId,
                ["username"] = account.State.Username,
                ["reopenings"] = account.Reopenings,
            })),
            ["notAssessedColumns"] = Some(record.Counts.NotAssessedColumns.Select(column => new Values
            {
                ["name"] = column.Column,
                ["checks"] = column.Checks,
                ["example"] = column.Example,
            })),
            ["changes"] = Changes(),
            ["exceptions"] = Some(policy.Exceptions.All.Take(MostExceptions).Select(OfException)),
            ["moreExceptions"] = Some(Math.Max(0, policy.Exceptions.All.Count - MostExceptions)),
            ["formerExceptions"] = tally.ExceptedFormerly == 0 ? null : Counted.Of(tally.ExceptedFormerly, "finding"),
            ["rowCount"] = details.Rows,
            ["unreadable"] = details.UnreadableRowCount == 0 ? null : new Values
            {
                ["count"] = details.UnreadableRowCount,
                ["rows"] = Counted.Of(details.Rows, "row"),
                ["listed"] = details.UnreadableRows.Take(MostRows)
                    .Select(row => new Values { ["line"] = row.Line, ["reason"] = row.Reason }).ToList(),
                ["most"] = details.UnreadableRowCount > MostRows ? MostRows : null,
                ["kept"] = ReportReader.MaxListedUnreadableRows,
            },
            ["unknownColumns"] = details.UnknownColumns.Count == 0 ? null : string.Join(
                ", ", details.UnknownColumns.Take(MostColumns).Select(column => ShownText.Plain(Encoding.UTF8.GetBytes(column)))),
            ["moreColumns"] = details.UnknownColumns.Count > MostColumns,
            ["notCovered"] = result.NotShown.ToList(),
            ["mappings"] = (Values[])
            [
                OfMapping(ControlSource.Published, "published-controls", "Published mappings",
                    "Published for the same check on another cloud or in general."),
                OfMapping(ControlSource.Ours, "our-controls", "Our mappings", "This project's own reading."),
            ],
            ["earlier"] = Before is null ? null : result.Earlier.Append(record).Reverse().Select(OfEarlier).ToList(),
            ["thresholds"] = Thresholds.All.Select(threshold => new Values
            {
                ["rule"] = threshold.RuleId,
                ["name"] = threshold.Name,
                ["human"] = threshold.Get(policy.Human),
                ["machine"] = threshold.Get(policy.Machine),
            }).ToList(),
            ["rulesOff"] = policy.RulesOff.Count == 0 ? null : string.Join(", ", policy.RulesOff),
            ["severities_set"] = RuleCatalogue.All.Where(rule => policy.Rules.SeverityOf(rule) is not null).ToList() is { Count: > 0 } set
                ? string.Join(", ", set.Select(rule => $"{rule.Id} ({policy.Rules.SeverityOf(rule)!.Value.Name()})"))
                : null,
            ["repeat"] = new Values
            {
                ["sha256"] = record.Sha256,
                ["id"] = record.ReportId,
                ["length"] = details.Length,
                ["encoding"] = details.Encoding,
                ["policy"] = record.Policy,
                ["isBuiltIn"] = record.Policy == AssessmentPolicy.DefaultHash,
                ["asOf"] = record.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
                ["asOfFrom"] = record.AsOfOrigin switch
                {
                    AsOfOrigin.Name => "from the name of the file",
                    AsOfOrigin.FileTime => "when the file was last modified",
                    AsOfOrigin.Arrival => "when the report arrived",
                    _ => "as given",
                },
                ["run"] = record.Run,
                ["catalogue"] = RuleCatalogue.VersionOf(policy.Roster is not null),
                ["program"] = RunResult.ProgramVersion,
            },
        };
    }

    // Where a count of 0 or an empty list leaves a part out.
    private static long? Some(long count) => count == 0 ? null : count;

    private static List<Values>? Some(IEnumerable<Values> items) => items.ToList() is { Count: > 0 } some ? some : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string? Day(DateTimeOffset time) => Day(policy.DayOf(time));

    private string Time(DateTimeOffset time) => ShownTime.Of(time, policy.ReportTimeZone);

    // A report is "clean" only when every rule was assessed for every account and every row was read.
    private string? Gaps()
    {
        var (notAssessed, unreadable, off) = (record.Counts.NotAssessed, details.UnreadableRowCount, policy.RulesOff.Count);
        string?[] gaps =
        [
            notAssessed == 0 ? null
                : $"{Counted.Of(notAssessed, "check")} of {Counted.Of(tally.AccountsNotAssessed, "account")} could not be assessed",
            unreadable == 0 ? null : $"{Counted.Number(unreadable)} of {Counted.Of(details.Rows, "row")} could not be read",
            off == 0 ? null : $"{Counted.Of(off, "rule")} switched off by policy",
        ];
        return Array.TrueForAll(gaps, gap => gap is null) ? null
            : $"{string.Join("; ", gaps.OfType<string>())}. That is not the same as passed.";
    }

    private IEnumerable<Values> Tiles()
    {
        foreach (var severity in Severities.WorstFirst)
            yield return Tile(severity.Name(), severity.Name(), report => report.Counts.OpenOf(severity));
        yield return Tile("plain", "under an exception", report => report.Counts.Suppressed);
        yield return Tile("plain", "checks not assessed", report => report.Counts.NotAssessed);

        Values Tile(string style, string label, Func<ReportRecord, long> count) => new()
        {
            ["style"] = style,
            ["label"] = label,
            ["count"] = count(record),
            ["moved"] = Before is { } before ? Moved(count(before), count(record)) : null,
        };
    }

    private Values OfRule(RuleTally rule) => new()
    {
        ["id"] = rule.Rule.Id,
        ["title"] = rule.Rule.Title,
        ["why"] = rule.Rule.Why,
        ["remediation"] = rule.Rule.Remediation,
        ["controls"] = rule.Rule.Controls.Count == 0 ? null : string.Join(", ", rule.Rule.Controls.Select(
            mapping => mapping.Control + (mapping.Source is ControlSource.Ours ? " (our mapping)" : ""))),
        ["isOff"] = policy.IsOff(rule.Rule),
        ["worst"] = rule.Worst.Name(),
        ["width"] = TrendChart.Length(Math.Max(1, 100.0 * rule.Open / Math.Max(1, tally.Rules.Max(each => each.Open)))),
        ["counted"] = $"{Counted.Of(rule.Open, "open finding")} on {Counted.Of(rule.Accounts, "account")}",
        ["accounts"] = rule.Accounts,
        ["open"] = rule.Open,
        ["suppressed"] = rule.Suppressed,
        ["hasSuppressed"] = rule.Suppressed > 0,
        ["resolved"] = rule.Resolved,
        ["hasResolved"] = rule.Resolved > 0,
        ["notAssessed"] = rule.NotAssessed,
        ["hasNotAssessed"] = rule.NotAssessed > 0,
        ["reasons"] = rule.TopReasons(MostReasons)
            .Select(reason => new Values { ["text"] = reason.Key, ["times"] = reason.Value }).ToList(),
        ["passed"] = rule.Passed,
    };

    private Values OfAccount((EvidenceAccount Account, int Worst, int WorstCount, int Open) ranked)
    {
        var ((account, _, findings, _, _, _), worst, _, open) = ranked;
        return new Values
        {
            ["id"] = account.AccountId,
            ["username"] = account.Username,
            ["type"] = $"{account.UserType}, {account.Profile.Name()}",
            ["worst"] = worst,
            ["severity"] = worst < 0 ? null : ((Severity)worst).Name(),
            ["open"] = open,
            ["findings"] = findings.Where(finding => finding.Status is not FindingStatus.Resolved)
                .OrderByDescending(finding => finding.State.Severity).Select(finding => new Values
                {
                    ["severity"] = finding.State.Severity.Name(),
                    ["message"] = finding.State.Message,
                    ["since"] = Day(finding.State.FirstSeen),
                    ["openings"] = finding.State.Openings > 1 ? finding.State.Openings : null,
                    ["exceptedUntil"] = finding.Status is FindingStatus.Suppressed ? Day(finding.State.Suppression?.Until) : null,
                    ["isOff"] = finding.Status is FindingStatus.NotEvaluated,
                }).ToList(),
        };
    }

    private Values Changes()
    {
        if (IsStale || result.Run.IsBaseline || tally.Events.Seen == 0)
            return new Values
            {
                ["none"] = IsStale ? "This report is shown by itself."
                    : result.Run.IsBaseline ? "There is none: this report is the baseline of its source."
                    : "Nothing happened.",
            };

        var listed = tally.Events.GreatestFirst;
        var counts = Kinds.Select(kind => (Count: tally.CountOf(kind.Kind), kind.Words))
            .Append((Count: tally.ExceptedEvents, Words: "under an exception"))
            .Where(each => each.Count > 0).Select(each => $"{Counted.Number(each.Count)} {each.Words}");
        return new Values
        {
            ["counts"] = string.Join(", ", counts),
            ["seen"] = tally.Events.Seen > listed.Count ? tally.Events.Seen : null,
            ["listed"] = listed.Select(each => new Values
            {
                ["order"] = (int)each.Event.Severity,
                ["severity"] = each.Event.Severity.Name(),
                ["what"] = (each.Event.Change ?? each.Event.Kind.Name()) + (each.Event.IsSuppressed ? ", excepted" : ""),
                ["id"] = each.Account.AccountId,
                ["username"] = each.Account.Username,
                ["message"] = each.Event.Message,
            }).ToList(),
        };
    }

    private IEnumerable<Values> Due()
    {
        if (policy.DueDays > 0)
            yield return OfDue(
                "due", $"Due in the next {Counted.Of(policy.DueDays, "day")}", tally.Due.Checks,
                "Checks that are passed and will fail if nothing changes in the account.");
        if (policy.TencentDisablesUnusedKeys is { } from)
            yield return OfDue(
                "auto-disable", "Access keys that Tencent Cloud disables", tally.Due.Disabled,
                $"From {Day(from)} on, Tencent Cloud disables an active key that was not used for 90 days.");
    }

    private Values OfDue(string id, string heading, Greatest<DueEntry, (long Sooner, long Earlier)> list, string introduction)
    {
        var listed = list.GreatestFirst;
        return new Values
        {
            ["id"] = id,
            ["heading"] = heading,
            ["introduction"] = listed.Count == 0 ? "There is nothing." : introduction,
            ["more"] = list.Seen > listed.Count ? list.Seen : null,
            ["listed"] = Some(listed.Select(entry => new Values
            {
                ["at"] = Time(entry.Check.At),
                ["isOverdue"] = entry.Check.IsAutoDisable && entry.Check.At <= record.AsOf,
                ["title"] = entry.Check.Title,
                ["id"] = entry.AccountId,
                ["username"] = entry.Username,
                ["key"] = entry.Check.SecretIdMask,
                ["until"] = Day(entry.Exception?.Until),
            })),
        };
    }

    private Values OfOpenTimes(OpenTime time) => new()
    {
        ["severity"] = time.Severity.Name(),
        ["open"] = time.Open,
        ["median"] = time.Median is { } median ? median : "",
        ["oldest"] = time.Oldest is { } oldest ? oldest : "",
        ["allowed"] = policy.Sla.DaysOf(time.Severity) is { } days ? days : "any",
        ["longer"] = time.Longer,
        ["resolved"] = time.Resolved,
        ["inTime"] = time.InTime,
    };

    private Values OfException(ExceptionGrant grant) => new()
    {
        ["rule"] = grant.Rule,
        ["account"] = grant.Account.ToString(),
        ["key"] = grant.Key ?? "any",
        ["reason"] = grant.Reason,
        ["owner"] = grant.Owner,
        ["until"] = Day(grant.Until),
        ["state"] = grant.StateOn(policy.DayOf(record.AsOf)),
        ["findings"] = tally.CountOf(grant),
    };

    private Values OfMapping(ControlSource source, string id, string title, string introduction) => new()
    {
        ["id"] = id,
        ["title"] = title,
        ["introduction"] = introduction,
        ["controls"] = controls.Tallies.Where(control => control.Source == source).Select(control => new Values
        {
            ["name"] = control.Control.ToString(),
            ["at"] = control.Reservation ?? (control.Control.Bound.Days is null ? control.Control.Bound.Words : control.EvaluatedAt),
            ["fit"] = control.IsExact ? "exact" : "partial",
            ["rules"] = control.Rules.Select(rule => new Values { ["id"] = rule.Id, ["isOff"] = policy.IsOff(rule) }).ToList(),
            ["assessed"] = control.Assessed,
            ["passed"] = control.Passed,
            ["failed"] = control.Failed,
            ["excepted"] = control.Excepted,
            ["notAssessed"] = control.NotAssessed,
        }).ToList(),
    };

    private Values OfEarlier(ReportRecord report) => new()
    {
        ["asOf"] = Time(report.AsOf),
        ["accounts"] = report.Counts.Accounts,
        ["open"] = Severities.WorstFirst.Select(
            severity => new Values { ["severity"] = severity.Name(), ["count"] = report.Counts.OpenOf(severity) }).ToList(),
        ["suppressed"] = report.Counts.Suppressed,
        ["notAssessed"] = report.Counts.NotAssessed,
        ["id"] = report.ReportId[..Math.Min(12, report.ReportId.Length)],
    };

    /// <summary>How a number moved, with a sign that can be read aloud.</summary>
    private static string Moved(long from, long to) => (to - from) switch
    {
        0 => "unchanged",
        > 0 and var more => $"+{Counted.Number(more)}",
        var less => $"−{Counted.Number(-less)}",
    };
}

/// <summary>Values of the template by name.</summary>
internal sealed class Values() : Dictionary<string, object?>(StringComparer.Ordinal);
