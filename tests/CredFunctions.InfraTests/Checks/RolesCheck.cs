using System.Text.RegularExpressions;

using CredFunctions.Azure;
using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>Each identity holds exactly the roles that its code uses, each on the smallest thing that has it.</summary>
public static partial class RolesCheck
{
    private const string BlobOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string BlobContributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private const string BlobReader = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
    private const string QueueContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string TableContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string TableReader = "76199698-9eea-4c19-bc75-cec21354c6b6";
    private const string BusOwner = "090c5cfd-751d-490a-894a-3ce6f1109419";
    private const string BusReceiver = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";
    private const string BusSender = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";
    private const string VaultReader = "21090545-7ca7-4776-b22c-e363652d74d2";
    private const string SecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";
    private const string SecretsOfficer = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
    private const string MetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";
    private const string EmailOwner = "09976791-48a7-449e-bb21-39d1a415f350";

    private static readonly string[] QueuesOfReports = [ResourceNames.ReportsQueue, ResourceNames.AccountFindingsQueue, ResourceNames.ReportCompletionsQueue];

    // The host keeps its own things under names of its own, so it has the whole of its account and nothing of that of the reports.
    private static readonly Grant[] OfTheApp =
    [
        new("app", BlobOwner, "host account"),
        new("app", QueueContributor, "host account"),
        new("app", TableContributor, "host account"),
        new("app", BlobOwner, "container " + ResourceNames.ReportsContainer),
        new("app", BlobContributor, "container " + ResourceNames.RejectedContainer),
        new("app", BlobContributor, "container " + ResourceNames.EvidenceContainer),
        new("app", BlobContributor, "container " + ResourceNames.IndexContainer),
        new("app", BlobContributor, "container " + ResourceNames.ConfigContainer),
        new("app", QueueContributor, "storage queue " + ResourceNames.PoisonQueue),
        new("app", QueueContributor, $"storage queue {ResourceNames.PoisonQueue}-poison"),
        new("app", TableContributor, "table " + ResourceNames.AccountsTable),
        new("app", TableContributor, "table " + ResourceNames.ReportsTable),
        new("app", TableContributor, "table " + ResourceNames.NotificationsTable),
        .. QueuesOfReports.Select(queue => new Grant("app", BusReceiver, "queue " + queue)),
        .. QueuesOfReports.Select(queue => new Grant("app", BusSender, "queue " + queue)),
        // Its notifications wait for their time, so the platform has to read how many are due.
        new("app", BusOwner, "queue " + ResourceNames.NotificationsQueue),
        new("app", SecretsUser, "vault"),
        new("app", MetricsPublisher, "insights"),
    ];

    // Each duty is another group's in production. The deployer sees no report, no evidence and no secret.
    private static readonly Grant[] OfDuties =
    [
        new("uploader", BlobContributor, "container " + ResourceNames.ReportsContainer),
        new("uploader", BlobReader, "container " + ResourceNames.RejectedContainer),
        new("uploader", TableReader, "table " + ResourceNames.ReportsTable),
        new("uploader", TableReader, "table " + ResourceNames.NotificationsTable),
        new("operator", BlobContributor, "container " + ResourceNames.ReportsContainer),
        new("operator", BlobReader, "container " + ResourceNames.RejectedContainer),
        new("operator", BlobReader, "container " + ResourceNames.ConfigContainer),
        new("operator", TableReader, "table " + ResourceNames.AccountsTable),
        new("operator", TableContributor, "table " + ResourceNames.ReportsTable),
        new("operator", TableContributor, "table " + ResourceNames.NotificationsTable),
        new("policy keeper", BlobContributor, "container " + ResourceNames.ConfigContainer),
        new("evidence reader", BlobReader, "container " + ResourceNames.EvidenceContainer),
        new("evidence reader", BlobReader, "container " + ResourceNames.IndexContainer),
        new("evidence reader", TableReader, "table " + ResourceNames.AccountsTable),
        new("evidence reader", TableReader, "table " + ResourceNames.ReportsTable),
        new("secret officer", SecretsOfficer, "vault"),
        new("deployer", BlobContributor, "container " + ResourceNames.ReportsContainer, "smoke-test/"),
        new("deployer", BlobReader, "container " + ResourceNames.ConfigContainer, "policy.json"),
        new("deployer", VaultReader, "vault"),
        new("deployer", TableReader, "table " + ResourceNames.ReportsTable),
        new("deployer", TableReader, "table " + ResourceNames.NotificationsTable),
    ];

    // Of a first deployment: one user has all duties, each role once, and the widest of those that differ by a condition only.
    private static readonly Grant[] OfOne = [.. OfDuties.Where(grant => grant.Below is null).Select(grant => grant with { Who = "everything" }).Distinct()];

    private static readonly Grant[] OfEvents = [new("events", BlobContributor, "container undelivered-events")];

    private static readonly Grant[] OfMail = [new("app", EmailOwner, "communication")];

    public static IEnumerable<string> Complaints(Deployment deployment)
    {
        var assignments = deployment.OfType("Microsoft.Authorization/roleAssignments").ToList();
        var given = assignments.Select(Read).ToList();
        Grant[] wanted = deployment.OfType("Microsoft.Web/sites").Any() ? [.. OfTheApp, .. given.Any(grant => grant.Who == "everything") ? OfOne : OfDuties] : OfEvents;
        if (deployment.OfType("Microsoft.Communication/communicationServices").Any())
            wanted = [.. wanted, .. OfMail];
        return wanted.Except(given).Select(grant => $"{grant} is missing.")
            .Concat(given.Except(wanted).Select(grant => $"{grant} is given and not used."))
            .Concat(given.GroupBy(grant => grant with { Below = null }).Where(same => same.Count() > 1).Select(same => $"{same.Key} is given twice, which Azure refuses."))
            .Concat(assignments.Where(assignment => !IsNamedByPrincipal(assignment)).Select(assignment => $"{Read(assignment)} is not named by the id of its principal."));
    }

    // An identity that was deleted and made again has another id: its roles must have other names, or Azure refuses them.
    private static bool IsNamedByPrincipal(PredictedResource assignment) =>
        assignment.At("properties.principalId") is { } principal && (Guid.TryParse(principal, out _) || assignment.Name.Contains(principal.Trim('[', ']'), StringComparison.Ordinal));

    private static Grant Read(PredictedResource assignment)
    {
        // The name is only known beforehand if the principal is.
        var scope = ScopeOf().Match(assignment.Id) is { Success: true } known ? known.Groups["scope"].Value : assignment.Id;
        return new Grant(Principal(assignment.At("properties.principalId") ?? ""), Last(assignment.At("properties.roleDefinitionId") ?? ""), Place(scope), Path(assignment));
    }

    private static string Principal(string principal) => principal switch
    {
        _ when principal.Contains("/userAssignedIdentities/id-credfunctions-", StringComparison.Ordinal) => "app",
        _ when principal.Contains("/Microsoft.EventGrid/systemTopics/", StringComparison.Ordinal) => "events",
        "11111111-1111-1111-1111-111111111111" => "everything",
        "22222222-0000-0000-0000-000000000001" => "uploader",
        "22222222-0000-0000-0000-000000000002" => "operator",
        "22222222-0000-0000-0000-000000000003" => "policy keeper",
        "22222222-0000-0000-0000-000000000004" => "evidence reader",
        "22222222-0000-0000-0000-000000000005" => "secret officer",
        "22222222-0000-0000-0000-000000000006" => "deployer",
        _ => principal,
    };

    // Written out again: a condition that leaves an action out gives that action everywhere.
    private static string? Path(PredictedResource assignment) =>
        assignment.Element("properties.condition")?.GetString() is not { } condition ? null
        : ConditionOnPath().Match(condition) is { Success: true } match && assignment.At("properties.conditionVersion") == "2.0" ? match.Groups["path"].Value
        : condition;

    private static string Place(string scope) => Scope().Match(scope) switch
    {
        { Groups: var groups } when groups["container"].Success => "container " + Last(scope),
        { Groups: var groups } when groups["table"].Success => "table " + Last(scope),
        { Groups: var groups } when groups["storagequeue"].Success => "storage queue " + Last(scope),
        { Groups: var groups } when groups["queue"].Success => "queue " + Last(scope),
        { Groups: var groups } when groups["host"].Success => "host account",
        { Groups: var groups } when groups["vault"].Success => "vault",
        { Groups: var groups } when groups["insights"].Success => "insights",
        { Groups: var groups } when groups["communication"].Success => "communication",
        _ => scope,
    };

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    [GeneratedRegex(
        @"^\(\(!\(ActionMatches\{'Microsoft\.Storage/storageAccounts/blobServices/containers/blobs/read'\}\) AND !\(ActionMatches\{'Microsoft\.Storage/storageAccounts/blobServices/containers/blobs/write'\}\)"
        + @" AND !\(ActionMatches\{'Microsoft\.Storage/storageAccounts/blobServices/containers/blobs/delete'\}\) AND !\(ActionMatches\{'Microsoft\.Storage/storageAccounts/blobServices/containers/blobs/add/action'\}\)\)"
        + @" OR \(@Resource\[Microsoft\.Storage/storageAccounts/blobServices/containers/blobs:path\] StringStartsWith '(?<path>[^']+)'\)\)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex ConditionOnPath();

    [GeneratedRegex(@"^(\[extensionResourceId\(')?(?<scope>/.+?)('|/providers/Microsoft\.Authorization/)", RegexOptions.ExplicitCapture)]
    private static partial Regex ScopeOf();

    [GeneratedRegex(
        "(?<container>/blobServices/default/containers/[^/]+$)|(?<table>/tableServices/default/tables/[^/]+$)|(?<storagequeue>/queueServices/default/queues/[^/]+$)"
        + "|(?<queue>/Microsoft.ServiceBus/namespaces/[^/]+/queues/[^/]+$)|(?<host>/storageAccounts/sthost[^/]+$)|(?<vault>/vaults/[^/]+$)"
        + "|(?<insights>/components/[^/]+$)|(?<communication>/communicationServices/[^/]+$)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Scope();
}
