using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CredFunctions.InfraTests.Bicep;

/// <summary>What a parameter file deploys: the predicted resources, and the outputs of its template and all modules.</summary>
public sealed record Deployment(IReadOnlyList<PredictedResource> Resources, IReadOnlyDictionary<string, string> Outputs)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Place =
    [
        "--tenant-id", "00000000-0000-0000-0000-000000000002",
        "--subscription-id", "00000000-0000-0000-0000-000000000001",
        "--resource-group", "rg-credfunctions",
        "--location", "westeurope",
    ];

    private static readonly ConcurrentDictionary<string, Lazy<Task<Deployment>>> AsItIs = new(StringComparer.Ordinal);

    /// <summary>The compiler's prediction, in an order that does not change from run to run.</summary>
    public required string Snapshot { get; init; }

    /// <summary>What the templates deploy as they are: predicted once for all tests, since every prediction takes the compiler seconds.</summary>
    public static Task<Deployment> OfAsync(string parameters)
    {
        BicepCli.Require();
        return AsItIs.GetOrAdd(parameters, file => new Lazy<Task<Deployment>>(async () =>
        {
            using var templates = new TemplateCopy();
            return await PredictAsync(templates, file);
        })).Value;
    }

    /// <summary>What changed templates deploy.</summary>
    /// <param name="templates">The templates.</param>
    /// <param name="parameters">The name of a parameter file.</param>
    /// <param name="withOutputs">Whether outputs are wanted too: they take another run of the compiler.</param>
    public static async Task<Deployment> PredictAsync(TemplateCopy templates, string parameters, bool withOutputs = true)
    {
        var text = await SnapshotAsync(templates, parameters);
        using var snapshot = JsonDocument.Parse(text);
        var resources = snapshot.RootElement.GetProperty("predictedResources").EnumerateArray()
            .Select(each => new PredictedResource(
                each.GetProperty("id").GetString()!, each.GetProperty("type").GetString()!, each.GetProperty("name").GetString()!, each.Clone()))
            .ToList();
        return new Deployment(resources, withOutputs ? await OutputsAsync(templates, parameters) : new Dictionary<string, string>(StringComparer.Ordinal)) { Snapshot = text };
    }

    public IEnumerable<PredictedResource> OfType(string type) => Resources.Where(each => each.Type.Equals(type, StringComparison.OrdinalIgnoreCase));

    private static async Task<string> SnapshotAsync(TemplateCopy templates, string parameters)
    {
        (await BicepCli.RunAsync(["snapshot", templates.At(parameters + ".bicepparam"), "--mode", "overwrite", .. Place])).Succeeded();
        var snapshot = JsonNode.Parse(await File.ReadAllTextAsync(templates.At(parameters + ".snapshot.json")))!;
        var resources = snapshot["predictedResources"]!.AsArray().OrderBy(each => (string)each!["id"]!, StringComparer.Ordinal);
        var outputs = snapshot["outputs"]?.AsObject().OrderBy(each => each.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, JsonNode?>>();
        return new JsonObject
        {
            ["predictedResources"] = new JsonArray([.. resources.Select(each => each!.DeepClone())]),
            ["outputs"] = new JsonObject(outputs.Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone()))),
        }.ToJsonString(Indented) + "\n";
    }

    // The outputs of modules are kept with the deployment too, for everybody who may read the resource group.
    private static async Task<Dictionary<string, string>> OutputsAsync(TemplateCopy templates, string parameters)
    {
        var template = parameters == "events" ? "events" : "main";
        (await BicepCli.RunAsync("build", templates.At(template + ".bicep"))).Succeeded();
        using var compiled = JsonDocument.Parse(await File.ReadAllTextAsync(templates.At(template + ".json")));
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(compiled.RootElement, template, outputs);
        return outputs;
    }

    private static void Collect(JsonElement element, string path, Dictionary<string, string> outputs)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var (index, item) in element.EnumerateArray().Index())
                Collect(item, $"{path}[{index}]", outputs);
        }

        if (element.ValueKind is not JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name == "outputs" && element.TryGetProperty("contentVersion", out _))
            {
                foreach (var output in property.Value.EnumerateObject())
                    outputs[$"{path}.{output.Name}"] = output.Value.GetProperty("value").GetRawText();
            }

            Collect(property.Value, $"{path}.{property.Name}", outputs);
        }
    }
}
