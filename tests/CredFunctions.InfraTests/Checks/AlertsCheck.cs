using System.Text.Json;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>There is an alert for the dead letters of each queue and for everything else that has to be seen, and each states what to do.</summary>
public static class AlertsCheck
{
    private const int LeastWords = 20;

    private static readonly string[] OfLogs =
        ["poison reports", "failed functions", "no report within the freshness time", "undelivered notifications", "no sweep"];

    public static IEnumerable<string> Complaints(Deployment deployment)
    {
        foreach (var queue in deployment.OfType("Microsoft.ServiceBus/namespaces/queues"))
        {
            if (!deployment.OfType("Microsoft.Insights/metricAlerts").Any(alert => WatchesDeadLettersOf(alert, queue)))
                yield return $"No alert is sent for dead letters in the queue {queue.OwnName}.";
        }

        if (deployment.OfType("Microsoft.Web/sites").Any())
        {
            foreach (var name in OfLogs.Except(deployment.OfType("Microsoft.Insights/scheduledQueryRules").Select(alert => alert.Title)))
                yield return $"There is no alert called {name}.";
        }

        foreach (var alert in deployment.OfType("Microsoft.Insights/metricAlerts").Concat(deployment.OfType("Microsoft.Insights/scheduledQueryRules")))
        {
            if (alert.At("properties.enabled") != "true")
                yield return $"The alert {alert.Title} is off.";
            if ((alert.At("properties.description") ?? "").Split(' ').Length < LeastWords)
                yield return $"The alert {alert.Title} does not say what to do.";
            if (!(alert.At("properties.actions") ?? "").Contains("/actionGroups/", StringComparison.OrdinalIgnoreCase))
                yield return $"The alert {alert.Title} notifies nobody.";
        }
    }

    private static bool WatchesDeadLettersOf(PredictedResource alert, PredictedResource queue)
    {
        var bus = queue.Name.Split('/')[0];
        return alert.At("properties.scopes")!.Contains($"/Microsoft.ServiceBus/namespaces/{bus}\"", StringComparison.Ordinal)
            && alert.Element("properties.criteria.allOf") is { } criteria
            && criteria.EnumerateArray().Any(criterion => IsAnyDeadLetterOf(criterion, queue.OwnName));
    }

    private static bool IsAnyDeadLetterOf(JsonElement criterion, string queue) =>
        criterion.GetProperty("metricName").GetString() == "DeadletteredMessages"
        && criterion.GetProperty("operator").GetString() == "GreaterThan"
        && criterion.GetProperty("threshold").GetDouble() == 0
        && criterion.GetProperty("dimensions").EnumerateArray().Any(dimension =>
            dimension.GetProperty("name").GetString() == "EntityName"
            && dimension.GetProperty("values").EnumerateArray().Any(value => value.GetString() == queue));
}
