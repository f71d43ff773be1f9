using System.Text.Json;

namespace CredFunctions.InfraTests.Bicep;

/// <summary>A resource as it will be asked for, with every parameter, loop and condition worked out.</summary>
public sealed record PredictedResource(string Id, string Type, string Name, JsonElement Json)
{
    /// <summary>The last part of the name.</summary>
    public string OwnName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>The name of an alert as operations know it: without the token of its deployment.</summary>
    public string Title => Name[..Name.LastIndexOf(' ')];

    /// <summary>What is at a path such as "properties.features.disableLocalAuth", as JSON text; null where there is nothing.</summary>
    public string? At(string path) => Element(path)?.GetRawText().Trim('"');

    public JsonElement? Element(string path)
    {
        var element = Json;
        foreach (var step in path.Split('.'))
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(step, out element))
                return null;
        }

        return element;
    }
}
