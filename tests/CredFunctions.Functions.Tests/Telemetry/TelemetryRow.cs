using System.Globalization;
using System.Text.Json.Nodes;

namespace CredFunctions.Functions.Tests.Telemetry;

/// <summary>A row of a table of Log Analytics, as Application Insights makes it of what the exporter sends.</summary>
internal static class TelemetryRow
{
    /// <summary>The table and the row; null for what no query reads.</summary>
    /// <param name="item">What was sent.</param>
    /// <param name="time">Its time, since a real one would make every run another.</param>
    public static (string Table, JsonObject Row)? Of(JsonNode item, string time)
    {
        var data = item["data"]!["baseData"]!;
        return item["data"]!["baseType"]!.GetValue<string>() switch
        {
            "MetricData" when data["metrics"]![0]!["name"]!.GetValue<string>() is "_OTELRESOURCE_" => null,
            "MetricData" => ("AppMetrics", Metric(data, time)),
            "RequestData" => ("AppRequests", Span(data, time, "AppRequests")),
            "RemoteDependencyData" => ("AppDependencies", Span(data, time, "AppDependencies", ("DependencyType", data["type"]))),
            _ => null,
        };
    }

    // A value that stands for itself is sent without count, least and greatest.
    private static JsonObject Metric(JsonNode data, string time)
    {
        var metric = data["metrics"]!.AsArray().Should().ContainSingle().Which!;
        return new JsonObject
        {
            ["TimeGenerated"] = time,
            ["Name"] = metric["name"]!.DeepClone(),
            ["Sum"] = metric["value"]!.DeepClone(),
            ["ItemCount"] = metric["count"]?.DeepClone() ?? 1,
            ["Min"] = metric["min"]?.DeepClone(),
            ["Max"] = metric["max"]?.DeepClone(),
            ["Properties"] = data["properties"]?.DeepClone() ?? new JsonObject(),
            ["Type"] = "AppMetrics",
        };
    }

    private static JsonObject Span(JsonNode data, string time, string table, params (string Column, JsonNode? Value)[] more)
    {
        var row = new JsonObject
        {
            ["TimeGenerated"] = time,
            ["Name"] = data["name"]!.DeepClone(),
            ["Success"] = data["success"]!.DeepClone(),
            ["DurationMs"] = TimeSpan.Parse(data["duration"]!.GetValue<string>(), CultureInfo.InvariantCulture).TotalMilliseconds,
            ["ItemCount"] = 1,
            ["Type"] = table,
        };
        foreach (var (column, value) in more)
            row[column] = value?.DeepClone();
        return row;
    }
}
