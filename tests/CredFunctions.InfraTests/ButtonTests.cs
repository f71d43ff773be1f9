using System.Text.Json;
using System.Text.RegularExpressions;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests;

/// <summary>What the portal deploys by a button: templates that are compiled and checked in, and the form of the first.</summary>
public sealed partial class ButtonTests
{
    private static readonly JsonElement Form = Parsed("createUiDefinition.json").GetProperty("parameters");

    private static readonly JsonElement Parameters = Parsed("azuredeploy.json").GetProperty("parameters");

    [Theory]
    [InlineData("azuredeploy.json", "button/azuredeploy.bicep")]
    [InlineData("events.json", "events.bicep")]
    public async Task What_is_checked_in_is_what_the_templates_compile_to(string file, string template)
    {
        var (checkedIn, received) = (RepositoryFile.At($"infra/button/{file}"), RepositoryFile.At($"infra/button/{Path.ChangeExtension(file, "received.json")}"));
        using var templates = new TemplateCopy();

        var compiled = (await BicepCli.RunAsync("build", templates.At(template), "--stdout")).Succeeded().Output.ReplaceLineEndings("\n");

        if (File.Exists(checkedIn) && (await File.ReadAllTextAsync(checkedIn, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") == compiled)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, compiled, TestContext.Current.CancellationToken);
        Assert.Fail($"infra/{template} compiles to something else than {checkedIn}: replace it with {received}.");
    }

    [Fact]
    public async Task The_button_deploys_what_the_first_stage_does_and_the_code()
    {
        var main = await Deployment.OfAsync("main");
        using var templates = new TemplateCopy();
        await File.WriteAllTextAsync(
            templates.At("button.bicepparam"),
            """
            using 'button/azuredeploy.bicep'
            param environmentName = 'first'
            param location = 'westeurope'
            param alertEmail = 'security@example.com'
            param channelSettings = 'CHANNEL_TEAMS_URL  CHANNEL_SMTP_PASSWORD '
            param userId = readEnvironmentVariable('AZURE_PRINCIPAL_ID')
            param packageUri = 'https://example.com/app.zip'
            """,
            TestContext.Current.CancellationToken);

        var button = await Deployment.PredictAsync(templates, "button", withOutputs: false);

        var code = button.OfType("Microsoft.Web/sites/extensions").Should().ContainSingle().Subject;
        Requests(button.Resources.Except([code])).Should().Equal(Requests(main.Resources));
        code.OwnName.Should().Be("onedeploy");
        code.At("properties.packageUri").Should().Be("https://example.com/app.zip");
        code.At("properties.remoteBuild").Should().Be("false");
    }

    [Fact]
    public void Every_answer_of_the_form_is_a_parameter_and_every_parameter_without_a_default_is_answered()
    {
        var answers = Form.GetProperty("outputs").EnumerateObject().Select(output => output.Name).ToList();

        answers.Should().BeSubsetOf(Parameters.EnumerateObject().Select(parameter => parameter.Name));
        Parameters.EnumerateObject().Where(parameter => !parameter.Value.TryGetProperty("defaultValue", out _)).Select(parameter => parameter.Name).Should().BeSubsetOf(answers);
    }

    [Fact]
    public void Every_answer_is_that_of_an_element_and_every_element_is_answered()
    {
        var elements = Form.GetProperty("basics").EnumerateArray().Select(element => $"basics('{Name(element)}')")
            .Concat(
                from step in Form.GetProperty("steps").EnumerateArray()
                from element in step.GetProperty("elements").EnumerateArray()
                select $"steps('{Name(step)}').{Name(element)}");

        Form.GetProperty("outputs").EnumerateObject().SelectMany(output => Reference().Matches(output.Value.GetString()!)).Select(match => match.Value)
            .Should().BeEquivalentTo(elements);
    }

    // What the form lets through and the template refuses would fail after the last click.
    [Theory]
    [InlineData("environmentName", "first", "12345678901234567890", "123456789012345678901", "")]
    [InlineData("alertEmail", "a@example.com", "a@b", "a b@example.com", "")]
    [InlineData("channelSettings", "", "CHANNEL_A CHANNEL_B_2 ", "SmtpPassword", "CHANNEL_A,CHANNEL_B")]
    [InlineData("monthlyBudget", "0", "120", "12.5", "-1")]
    [InlineData("budgetStartDate", "", "2027-01-01", "2027-01-15", "2027-13-01")]
    public void The_form_takes_what_the_template_takes(string element, string good, string alsoGood, string bad, string alsoBad)
    {
        var regex = new Regex(
            Form.GetProperty("basics").EnumerateArray().Concat(Form.GetProperty("steps")[0].GetProperty("elements").EnumerateArray())
                .Single(each => Name(each) == element).GetProperty("constraints").GetProperty("regex").GetString()!,
            RegexOptions.ECMAScript,
            TimeSpan.FromSeconds(1));

        new[] { good, alsoGood }.Should().OnlyContain(value => regex.IsMatch(value));
        new[] { bad, alsoBad }.Should().NotContain(value => regex.IsMatch(value));
    }

    // The address of the template gives that of the package: .../OWNER/REPOSITORY/TAG/infra/button/azuredeploy.json.
    [Fact]
    public void A_release_has_the_package_that_the_template_asks_for()
    {
        Parameters.GetProperty("packageUri").GetProperty("defaultValue").GetString()
            .Should().StartWith("[format('https://github.com/{0}/{1}/releases/download/{2}/credfunctions-functions.zip', ");
        File.ReadAllText(RepositoryFile.At(".ci/package")).Should().Contain("\"$folder/credfunctions-functions.zip\"");
    }

    private static IEnumerable<string> Requests(IEnumerable<PredictedResource> resources) =>
        resources.Select(each => each.Json.GetRawText()).Order(StringComparer.Ordinal);

    private static JsonElement Parsed(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryFile.At($"infra/button/{file}")));
        return document.RootElement.Clone();
    }

    private static string Name(JsonElement element) => element.GetProperty("name").GetString()!;

    [GeneratedRegex(@"(basics\('\w+'\)|steps\('\w+'\)\.\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
