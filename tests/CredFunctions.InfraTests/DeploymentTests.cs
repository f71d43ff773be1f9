using CredFunctions.InfraTests.Bicep;
using CredFunctions.InfraTests.Checks;

namespace CredFunctions.InfraTests;

public sealed class DeploymentTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("production")]
    [InlineData("china")]
    [InlineData("events")]
    public async Task What_is_deployed_passes_every_check(string parameters)
    {
        Check.All(await Deployment.OfAsync(parameters), parameters).Should().BeEmpty();
    }

    [Fact]
    public async Task With_mail_by_communication_services_it_passes_too()
    {
        using var templates = new TemplateCopy();
        await File.AppendAllTextAsync(templates.At("main.bicepparam"), "\nparam email = true\n", TestContext.Current.CancellationToken);

        var deployment = await Deployment.PredictAsync(templates, "main");

        deployment.OfType("Microsoft.Communication/communicationServices").Should().ContainSingle();
        Check.All(deployment, "main").Should().BeEmpty();
    }
}
