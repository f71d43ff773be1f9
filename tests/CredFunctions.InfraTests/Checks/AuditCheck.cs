using System.Text.Json;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>Every access to reports, evidence, state and secrets is in the workspace, and what queues, events and app report of themselves.</summary>
public static class AuditCheck
{
    private static readonly string[] OfStorage = ["StorageRead", "StorageWrite", "StorageDelete"];
    private static readonly string[] All = ["allLogs"];

    private static readonly IReadOnlyDictionary<string, string[]> Wanted = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Microsoft.Storage/storageAccounts/blobServices"] = OfStorage,
        ["Microsoft.Storage/storageAccounts/tableServices"] = OfStorage,
        ["Microsoft.Storage/storageAccounts/queueServices"] = OfStorage,
        ["Microsoft.KeyVault/vaults"] = ["AuditEvent"],
        ["Microsoft.ServiceBus/namespaces"] = All,
        ["Microsoft.EventGrid/systemTopics"] = All,
        ["Microsoft.Web/sites"] = All,
    };

    public static IEnumerable<string> Complaints(Deployment deployment) =>
        from resource in deployment.Resources
        where Wanted.ContainsKey(resource.Type) && !IsOfTheHost(resource)
        let logged = Logged(deployment, resource).ToList()
        from category in Wanted[resource.Type].Except(logged, StringComparer.Ordinal)
        select $"{category} of {resource.Type.Split('/')[^1]} is not logged.";

    private static bool IsOfTheHost(PredictedResource resource) => resource.Name.StartsWith("sthost", StringComparison.Ordinal);

    private static IEnumerable<string> Logged(Deployment deployment, PredictedResource resource) =>
        deployment.OfType("Microsoft.Insights/diagnosticSettings")
            .Where(setting => setting.Id.StartsWith(resource.Id + "/providers/", StringComparison.OrdinalIgnoreCase)
                && (setting.At("properties.workspaceId") ?? "").Contains("/workspaces/log-credfunctions-", StringComparison.Ordinal))
            .SelectMany(setting => setting.Element("properties.logs")!.Value.EnumerateArray())
            .Where(log => log.GetProperty("enabled").GetBoolean())
            .Select(log => (log.TryGetProperty("category", out JsonElement category) ? category : log.GetProperty("categoryGroup")).GetString()!);
}
