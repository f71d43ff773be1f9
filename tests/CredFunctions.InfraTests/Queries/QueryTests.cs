using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using CredFunctions.InfraTests.Bicep;
using CredFunctions.IntegrationTests.Azurite;

namespace CredFunctions.InfraTests.Queries;

/// <summary>
/// The queries of alerts and workbook, parsed by Microsoft's parser against the schema of the tables, and run over the rows that the
/// function app's telemetry test records. A query that finds nothing looks like a quiet day.
/// </summary>
public sealed class QueryTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_query_finds_in_the_recorded_rows_what_a_person_approved()
    {
        var approved = At("results.json");
        var received = At("results.received.json");
        var results = (await RunAsync(await QueriesAsync(), await RowsAsync())).ToJsonString(Readable) + "\n";

        if (File.Exists(approved) && await File.ReadAllTextAsync(approved, Cancellation) == results)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, results, Cancellation);
        Assert.Fail($"Other results than approved: check {received} by hand against {At("rows.json")}, and replace {approved} when the change is meant.");
    }

    // The exporter sends the value of a gauge or counter alone. Whether a table then has it as the greatest too is Azure's decision.
    [Fact]
    public async Task Every_query_finds_the_same_where_a_value_is_its_own_greatest()
    {
        var rows = await RowsAsync();
        foreach (var row in rows["AppMetrics"]!.AsArray())
        {
            row!["Min"] ??= row["Sum"]!.DeepClone();
            row["Max"] ??= row["Sum"]!.DeepClone();
        }

        var results = await RunAsync(await QueriesAsync(), rows);

        results.ToJsonString(Readable).Should().Be((await RunAsync(await QueriesAsync(), await RowsAsync())).ToJsonString(Readable));
    }

    [Fact]
    public async Task The_alert_without_a_sweep_fires_where_nothing_was_measured()
    {
        var queries = (await QueriesAsync()).Where(query => query.Key.StartsWith("alert: no sweep", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

        var results = await RunAsync(queries, new JsonObject { ["AppMetrics"] = new JsonArray() });

        results.Single().Value!["rows"]!.ToJsonString().Should().Be("""[{"sweeps":0}]""");
    }

    [Fact]
    public async Task A_query_for_a_column_that_no_table_has_is_a_fault()
    {
        var results = await RunAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["wrong"] = "AppMetrics | where value > 1" }, []);

        results["wrong"]!["faults"]!.ToJsonString().Should().Contain("value");
    }

    private static string At(string name) => RepositoryFile.At($"tests/CredFunctions.InfraTests/Queries/{name}");

    private static async Task<JsonObject> RowsAsync() => JsonNode.Parse(await File.ReadAllTextAsync(At("rows.json"), Cancellation))!.AsObject();

    private static async Task<Dictionary<string, string>> QueriesAsync()
    {
        var workbook = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryFile.At("infra/modules/workbook.json"), Cancellation))!;
        var alerts = (await Deployment.OfAsync("production")).OfType("Microsoft.Insights/scheduledQueryRules")
            .Select(alert => ($"alert: {alert.At("properties.displayName")}", alert.Element("properties.criteria.allOf")!.Value[0].GetProperty("query").GetString()!));
        var parameters = workbook["parameters"]!.AsArray()
            .Where(parameter => parameter!["query"] is not null).Select(parameter => ($"parameter: {parameter!["name"]}", Filled(parameter["query"]!)));
        var charts = workbook["items"]!.AsArray()
            .Where(item => item!["query"] is not null).Select(item => ($"workbook: {item!["name"]}", Filled(item["query"]!)));
        return alerts.Concat(parameters).Concat(charts).ToDictionary(query => query.Item1, query => query.Item2, StringComparer.Ordinal);
    }

    // What the workbook puts in place of its parameters when all sources and a day are chosen.
    private static string Filled(JsonNode query) => query.GetValue<string>()
        .Replace("{Source}", "'*'", StringComparison.Ordinal).Replace("{TimeRange:grain}", "1h", StringComparison.Ordinal);

    private static async Task<JsonObject> RunAsync(IReadOnlyDictionary<string, string> queries, JsonObject rows)
    {
        var (node, npm) = (NodeTools.Find("node"), NodeTools.Find("npm"));
        Assert.SkipWhen(node is null || npm is null, "The parser of queries runs on Node.js, and node or npm is not in the PATH.");
        await NodeTools.InstallAsync(npm, "@kusto/language-service-next/Kusto.Language.Bridge.min.js");
        var start = new ProcessStartInfo(node, [At("run-queries.js"), RepositoryFile.At("tests/node_modules")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(At("schema.json"), Cancellation));
        var input = new JsonObject { ["schema"] = schema, ["rows"] = rows.DeepClone(), ["queries"] = JsonSerializer.SerializeToNode(queries) };
        await process.StandardInput.WriteAsync(input.ToJsonString().AsMemory(), Cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.Should().Be(0, await errors);
        return JsonNode.Parse(await output)!.AsObject();
    }
}
