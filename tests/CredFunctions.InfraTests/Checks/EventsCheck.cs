using CredFunctions.Azure;
using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>Events of uploads go to the function that waits for them: finished ones only, of the inbox only, and none is lost unnoticed.</summary>
public static class EventsCheck
{
    private static readonly string[] EndsOfUploads = ["CopyBlob", "FlushWithClose", "PutBlob", "PutBlockList"];

    public static IEnumerable<string> Complaints(Deployment deployment)
    {
        foreach (var subscription in deployment.OfType("Microsoft.EventGrid/systemTopics/eventSubscriptions"))
        {
            var address = subscription.At("properties.destination.properties.endpointUrl") ?? "";
            if (!address.Contains("/runtime/webhooks/blobs?functionName=Host.Functions.", StringComparison.Ordinal) || !address.Contains("systemKeys.blobs_extension", StringComparison.Ordinal))
                yield return "Events do not go to the blob extension.";
            if (subscription.At("properties.filter.includedEventTypes") is not { } types || !types.Contains("\"Microsoft.Storage.BlobCreated\"", StringComparison.Ordinal) || types.Contains(',', StringComparison.Ordinal))
                yield return "Events other than those of created blobs are sent.";
            if (subscription.At("properties.filter.subjectBeginsWith") != $"/blobServices/default/containers/{ResourceNames.ReportsContainer}/blobs/")
                yield return "Events are not those of the inbox.";
            if (!ApisOf(subscription).Order(StringComparer.Ordinal).SequenceEqual(EndsOfUploads))
                yield return "Events are not those of the calls that end an upload.";
            if (subscription.At("properties.deadLetterWithResourceIdentity.deadLetterDestination.properties.blobContainerName") is null)
                yield return "Events that cannot be delivered are dropped.";
            if (!deployment.OfType("Microsoft.Insights/metricAlerts").Any(alert => (alert.At("properties.criteria") ?? "").Contains("\"DeadLetteredCount\"", StringComparison.Ordinal)))
                yield return "No alert is sent for events that cannot be delivered.";
        }
    }

    private static IEnumerable<string> ApisOf(PredictedResource subscription) =>
        subscription.Element("properties.filter.advancedFilters") is not { } filters
            ? []
            : filters.EnumerateArray()
                .Where(filter => filter.GetProperty("key").GetString() == "data.api" && filter.GetProperty("operatorType").GetString() == "StringIn")
                .SelectMany(filter => filter.GetProperty("values").EnumerateArray().Select(value => value.GetString()!));
}
