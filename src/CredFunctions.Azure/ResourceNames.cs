namespace CredFunctions.Azure;

/// <summary>What containers, tables and queues are called in Azure: by the code, by what deploys it, and in the docs.</summary>
public static class ResourceNames
{
    /// <summary>The inbox: <c>{source}/{name}</c>.</summary>
    public const string ReportsContainer = "reports";

    /// <summary>Rejected reports, each with its reason beside it.</summary>
    public const string RejectedContainer = "rejected";

    public const string EvidenceContainer = "evidence";

    /// <summary>The indexes of the evidence: they are written again with every run, which immutable versions would all keep.</summary>
    public const string IndexContainer = "evidence-index";

    /// <summary>The policy, and every one that was ever in force.</summary>
    public const string ConfigContainer = "config";

    public const string AccountsTable = "Accounts";

    public const string ReportsTable = "Reports";

    public const string NotificationsTable = "Notifications";

    public const string ReportsQueue = "reports";

    public const string AccountFindingsQueue = "account-findings";

    public const string ReportCompletionsQueue = "report-completions";

    /// <summary>Has sessions, one a channel.</summary>
    public const string NotificationsQueue = "notifications";

    /// <summary>The storage queue, in the account of the reports, on which a report lands that its trigger failed on five times.</summary>
    public const string PoisonQueue = "webjobs-blobtrigger-poison";

    /// <summary>The tables of the account that holds the reports.</summary>
    public static IReadOnlyList<string> Tables { get; } = [AccountsTable, ReportsTable, NotificationsTable];

    /// <summary>The queues of Service Bus.</summary>
    public static IReadOnlyList<string> Queues { get; } = [ReportsQueue, AccountFindingsQueue, ReportCompletionsQueue, NotificationsQueue];
}
