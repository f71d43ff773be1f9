using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests;

/// <summary>Two environments fit into one resource group: neither takes over a resource of the other.</summary>
public sealed class EnvironmentsTests
{
    [Fact]
    public async Task Two_environments_in_one_resource_group_share_no_resource()
    {
        var (first, second) = (await ResourcesOfAsync("first"), await ResourcesOfAsync("second"));

        first.Select(IdOf).Should().NotIntersectWith(second.Select(IdOf));
        second.Should().HaveSameCount(first);
    }

    // By the tag alone azd would find the apps of both.
    [Fact]
    public async Task The_app_that_azd_deploys_to_is_found_by_its_name()
    {
        var outputs = (await Deployment.OfAsync("main")).Outputs;

        (await File.ReadAllTextAsync(RepositoryFile.At("azure.yaml"), TestContext.Current.CancellationToken)).Should().Contain("    resourceName: ${AZURE_FUNCTION_APP_NAME}\n");
        outputs.Should().ContainKey("main.AZURE_FUNCTION_APP_NAME");
    }

    private static async Task<List<PredictedResource>> ResourcesOfAsync(string environment)
    {
        using var templates = new TemplateCopy();
        foreach (var stage in (string[])["main", "events"])
            templates.Replace(stage + ".bicepparam", "readEnvironmentVariable('AZURE_ENV_NAME')", $"'{environment}'");
        return
        [
            .. (await Deployment.PredictAsync(templates, "main", withOutputs: false)).Resources,
            .. (await Deployment.PredictAsync(templates, "events", withOutputs: false)).Resources,
        ];
    }

    private static string IdOf(PredictedResource resource) => resource.Id.ToUpperInvariant();
}
