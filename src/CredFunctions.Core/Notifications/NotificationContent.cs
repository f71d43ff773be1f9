using System.Text.Json.Serialization;

using CredFunctions.Findings;
using CredFunctions.Languages;

namespace CredFunctions.Notifications;

/// <summary>
/// The content of a notification as data, which channels put into words. It is bounded, so that it fits a table row and a
/// message however large the report is, and a function of recorded results alone.
/// </summary>
public sealed record NotificationContent
{
    /// <summary>The most items that are named; the others are counted.</summary>
    public const int MaxItems = 100;

    /// <summary>The most groups; what is in none is in the number of items alone.</summary>
    public const int MaxGroups = 60;

    /// <summary>The most characters of a reason or a remark.</summary>
    public const int MaxText = 400;

    /// <summary>
    /// The as-of of the report it is about, with the offset of the report's zone, in which times are shown; null where it is about none.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The name of the file where the user has to find it, untrusted. Notifications of results name no file.</summary>
    public string? ReportName { get; init; }

    public string? Owner { get; init; }

    /// <summary>The tag of the language in which it is put into words, see <see cref="LanguageTag"/>; null for English.</summary>
    public string? Language { get; init; }

    /// <summary>Whether the report is its source's first, so that everything is new.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>A sentence before everything else, such as that a report was withdrawn; null where there is none.</summary>
    public string? Headline { get; init; }

    /// <summary>The reason, in a sentence or two, of a notice about a report or a source.</summary>
    public string? Reason { get; init; }

    /// <summary>The figures of the route; null where it is not about findings.</summary>
    public RouteFigures? Figures { get; init; }

    /// <summary>
    /// The same event of one or many accounts, by its rule or change: new and worse first, then what was alerted by itself, then what is
    /// settled; within each, the worst first.
    /// </summary>
    public IReadOnlyList<ItemGroup> Groups { get; init; } = [];

    /// <summary>
    /// The items that are named, group by group. The first groups have at least three each while there is
    /// room; the rest of the room goes to the groups in their order.
    /// </summary>
    public IReadOnlyList<NotificationItem> Items { get; init; } = [];

    /// <summary>How many items there are, the named ones included. A digest's are its events; what stays open is a figure.</summary>
    public long ItemCount { get; init; }

    /// <summary>How many accounts the items are of.</summary>
    public long AccountCount { get; init; }

    /// <summary>Whether evidence of the report is kept.</summary>
    public bool HasEvidence { get; init; }

    /// <summary>Where the evidence is opened in a browser, by the policy's <c>evidenceUrl</c>; null where that is not set.</summary>
    public string? EvidenceUrl { get; init; }

    /// <summary>The users in the CAM console of the policy's site; null where it is about no accounts.</summary>
    public string? ConsoleUrl { get; init; }

    /// <summary>Further sentences, for example about malformed exceptions.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The content, to be put into words in a language.</summary>
    public NotificationContent In(Language language) =>
        this with { Language = language is CredFunctions.Languages.Language.English ? null : language.Tag() };
}

/// <summary>The same event of one or many accounts, with the same severity.</summary>
public sealed record ItemGroup
{
    [JsonPropertyName("event")]
    public required ItemKind Kind { get; init; }

    public required Severity Severity { get; init; }

    public string? Rule { get; init; }
    public string? Change { get; init; }
    public string? Resolves { get; init; }

    [JsonPropertyName("alerted")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAlerted { get; init; }

    /// <summary>Its items, the named ones included.</summary>
    public required long Count { get; init; }

    public required long Accounts { get; init; }

    /// <summary>The groups of items that are all named, in their order.</summary>
    public static IEnumerable<ItemGroup> Of(IEnumerable<NotificationItem> items) => items
        .GroupBy(item => item.GroupKey)
        .Select(group => Of(
            group.Key, group.Count(), group.Select(item => item.AccountId).Distinct(StringComparer.Ordinal).Count()));

    /// <summary>Whether an item is one of the group.</summary>
    public bool Has(NotificationItem item) => item.GroupKey == Key;

    internal GroupKey Key => new(Kind, Severity, Rule, Change, Resolves, IsAlerted);

    internal static ItemGroup Of(GroupKey key, long count, long accounts) => new()
    {
        Kind = key.Kind,
        Severity = key.Severity,
        Rule = key.Rule,
        Change = key.Change,
        Resolves = key.Resolves,
        IsAlerted = key.IsAlerted,
        Count = count,
        Accounts = accounts,
    };
}

/// <summary>What the items of a group have in common.</summary>
internal readonly record struct GroupKey(
    ItemKind Kind, Severity Severity, string? Rule, string? Change = null, string? Resolves = null, bool IsAlerted = false)
{
    /// <summary>New and worse, or still open, first; then what was alerted by itself; then what is settled.</summary>
    public int Part => IsAlerted ? 1 : Kind.IsSettled() ? 2 : 0;
}

/// <summary>The figures of a report on one route, and of how well it could be read.</summary>
public sealed record RouteFigures
{
    /// <summary>Accounts with an open finding.</summary>
    public long Accounts { get; init; }

    /// <summary>Open findings by severity's name, those under an exception included.</summary>
    public IReadOnlyDictionary<string, long> Open { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Open findings under an exception.</summary>
    public long Suppressed { get; init; }

    /// <summary>Open findings under no exception that are neither new nor worse.</summary>
    public long StillOpen { get; init; }

    /// <summary>Accounts with an alert besides.</summary>
    public long AlertedAccounts { get; init; }

    public long Opened { get; init; }
    public long Reopened { get; init; }

    /// <summary>Open findings that became worse, by themselves or by policy.</summary>
    public long Raised { get; init; }

    public long Lowered { get; init; }
    public long Resolved { get; init; }

    /// <summary>Open findings whose exception ended.</summary>
    public long ExceptionsEnded { get; init; }

    /// <summary>Changes of accounts, save those that are counted as the finding that they opened, raised or resolved.</summary>
    public long Changes { get; init; }

    /// <summary>Accounts that the whole report holds.</summary>
    public long ReportAccounts { get; init; }

    /// <summary>Rows of the whole report that could not be read.</summary>
    public long UnreadableRows { get; init; }

    /// <summary>Verdicts of the whole report that could not be given.</summary>
    public long NotAssessed { get; init; }

    /// <summary>The columns that kept them from being given, the one with the most first; at most all columns of the format.</summary>
    public IReadOnlyList<UnassessedColumn> NotAssessedColumns { get; init; } = [];

    /// <summary>What will fail if nothing changes; null where nothing does, or the policy does not list it.</summary>
    public DueFigures? Due { get; init; }

    /// <summary>The access keys that Tencent Cloud disables if they stay unused; null where there are none.</summary>
    public DueFigures? AutoDisable { get; init; }

    public UnassessedChecks Unassessed() => new(NotAssessed, NotAssessedColumns);
}

/// <summary>How much is due on one route, and when the first of it is.</summary>
/// <param name="Days">Within how many days.</param>
/// <param name="Keys">Access keys with a check that is due.</param>
/// <param name="Accounts">Accounts with a check of their own that is due.</param>
/// <param name="First">When the first of those is that are not overdue; null where all are.</param>
/// <param name="Overdue">How many of the keys Tencent Cloud may disable already.</param>
public sealed record DueFigures(
    int Days, long Keys, long Accounts, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? First,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Overdue = 0);
