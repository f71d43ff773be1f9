using System.Text.RegularExpressions;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests;

/// <summary>The page on deploying describes the duties and the roles that the templates assign.</summary>
public sealed partial class DutiesTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFile.At("docs/deploy.md"));

    [Fact]
    public void Every_duty_is_described_with_the_variable_that_names_its_group()
    {
        var parameters = File.ReadAllText(RepositoryFile.At("infra/production.bicepparam"));
        var duties = Duty().Matches(parameters).Select(match => (match.Groups["duty"].Value, match.Groups["variable"].Value)).ToList();

        Described().Matches(Page).Select(match => (match.Groups["duty"].Value, match.Groups["variable"].Value)).Should().BeEquivalentTo(duties);
        DeclaredDuty().Matches(File.ReadAllText(RepositoryFile.At("infra/modules/duties.bicep"))).Select(match => match.Groups["duty"].Value)
            .Should().BeEquivalentTo(duties.Select(each => each.Item1));
    }

    [Fact]
    public async Task Who_deploys_may_assign_the_roles_of_the_templates_and_no_other()
    {
        var from = Page.IndexOf("<!-- condition -->", StringComparison.Ordinal);
        var allowed = RoleId().Matches(Page[from..Page.IndexOf("<!-- /condition -->", StringComparison.Ordinal)]).Select(match => match.Value);

        allowed.Should().BeEquivalentTo(await AssignedAsync());
    }

    private static async Task<IEnumerable<string>> AssignedAsync()
    {
        using var templates = new TemplateCopy();
        await File.AppendAllTextAsync(templates.At("production.bicepparam"), "\nparam email = true\n", TestContext.Current.CancellationToken);
        var stages = new[] { await Deployment.PredictAsync(templates, "production", withOutputs: false), await Deployment.OfAsync("events") };
        return stages.SelectMany(stage => stage.OfType("Microsoft.Authorization/roleAssignments"))
            .Select(assignment => assignment.At("properties.roleDefinitionId")!.Split('/')[^1]).Distinct(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^  (?<duty>\w+): \[\{ id: readEnvironmentVariable\('(?<variable>\w+)', ''\), type: 'Group' \}\]$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Duty();

    [GeneratedRegex(@"^\| `(?<duty>\w+)` \|.*\| `(?<variable>\w+_GROUP_ID)` \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Described();

    [GeneratedRegex(@"^  (?<duty>\w+): principal\[\]\?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex DeclaredDuty();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture)]
    private static partial Regex RoleId();
}
