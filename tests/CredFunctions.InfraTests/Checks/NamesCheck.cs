using System.Reflection;

using CredFunctions.Azure;
using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>Queues, containers and tables are those that the code knows, each of them and no other.</summary>
public static class NamesCheck
{
    // The poison queue, and where the extension puts what its function failed on.
    private static readonly string[] PoisonQueues = [ResourceNames.PoisonQueue, ResourceNames.PoisonQueue + "-poison"];

    // What the platform needs beside the code, in the host's own account.
    private static readonly string[] HostContainers = ["app-package", "undelivered-events"];

    public static IEnumerable<string> Complaints(Deployment deployment)
    {
        var reportStorage = Account(deployment.OfType("Microsoft.Storage/storageAccounts/tableServices/tables").FirstOrDefault());
        var containers = deployment.OfType("Microsoft.Storage/storageAccounts/blobServices/containers").ToLookup(container => Account(container) == reportStorage);
        return
        [
            .. Both("queue", Constants("Queue").Except([ResourceNames.PoisonQueue]), deployment.OfType("Microsoft.ServiceBus/namespaces/queues")),
            .. Both("storage queue", PoisonQueues, deployment.OfType("Microsoft.Storage/storageAccounts/queueServices/queues")),
            .. Both("container", Constants("Container"), containers[true]),
            .. Both("container of the host", HostContainers, containers[false]),
            .. Both("table", Constants("Table"), deployment.OfType("Microsoft.Storage/storageAccounts/tableServices/tables")),
            .. Both("queue with sessions", [ResourceNames.NotificationsQueue], deployment.OfType("Microsoft.ServiceBus/namespaces/queues").Where(queue => queue.At("properties.requiresSession") == "true")),
        ];
    }

    private static IEnumerable<string> Both(string kind, IEnumerable<string> wanted, IEnumerable<PredictedResource> resources)
    {
        var names = resources.Select(resource => resource.OwnName).ToList();
        var known = wanted.ToList();
        return known.Except(names, StringComparer.Ordinal).Select(name => $"The {kind} {name} is in the code and not deployed.")
            .Concat(names.Except(known, StringComparer.Ordinal).Select(name => $"The {kind} {name} is deployed and not in the code."));
    }

    private static string? Account(PredictedResource? resource) => resource?.Name.Split('/')[0];

    private static IEnumerable<string> Constants(string suffix) =>
        typeof(ResourceNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!);
}
