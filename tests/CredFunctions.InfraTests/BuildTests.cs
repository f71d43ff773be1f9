using System.Text.Json;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests;

public sealed class BuildTests
{
    public static TheoryData<string> ParameterFiles => Named("*.bicepparam");

    // The modules are compiled with the templates that use them.
    public static TheoryData<string> Templates => Named("*.bicep", except: "modules");

    public static TheoryData<string, string> ParameterFilesAndCompilers => new(
        from file in ParameterFiles
        from compiler in (string[])[.. BicepCli.Earlier, BicepCli.Current]
        select (file.Data, compiler));

    [Theory]
    [MemberData(nameof(ParameterFilesAndCompilers))]
    public async Task Every_parameter_file_builds_without_a_diagnostic_under_each_compiler(string file, string compiler)
    {
        using var templates = new TemplateCopy();

        var result = (await BicepCli.RunAsync(compiler, ["build-params", templates.At(file), "--diagnostics-format", "sarif"])).Succeeded();

        Diagnostic.Read(result.Errors).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Every_template_is_without_a_diagnostic_of_any_level(string file)
    {
        using var templates = new TemplateCopy();

        (await Diagnostic.OfAsync(templates.At(file))).Should().BeEmpty();
    }

    public static TheoryData<string, string> TemplatesAndCompilers => new(
        from file in Templates
        from compiler in BicepCli.Earlier
        select (file.Data, compiler));

    // A template that another compiler refuses would stop a deployment half way.
    [Theory]
    [MemberData(nameof(TemplatesAndCompilers))]
    public async Task The_templates_are_without_a_diagnostic_under_earlier_compilers_too(string file, string compiler)
    {
        using var templates = new TemplateCopy();

        (await Diagnostic.OfAsync(templates.At(file), compiler)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Every_interface_is_the_newest_that_the_earliest_compiler_knows(string file)
    {
        using var templates = new TemplateCopy();
        templates.RequireNewestInterfaces();

        // Settings of diagnostics have had nothing but previews since 2016, when they had no categories of storage.
        (await Diagnostic.OfAsync(templates.At(file), BicepCli.Earlier[0]))
            .Where(each => !each.Message.Contains("'Microsoft.Insights/diagnosticSettings'. '2021-05-01-preview'", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    [Fact]
    public async Task A_property_that_does_not_exist_is_a_diagnostic_though_the_build_succeeds()
    {
        using var templates = new TemplateCopy();
        templates.Replace("modules/key-vault.bicep", "enableSoftDelete: true", "enableSoftDelete: true\n    enableSoftDelet: true");

        (await BicepCli.RunAsync("build", templates.At("main.bicep"))).Succeeded();
        (await Diagnostic.OfAsync(templates.At("main.bicep"))).Select(each => each.Rule).Should().Equal("BCP037");
    }

    [Fact]
    public async Task An_older_version_of_an_interface_is_a_diagnostic()
    {
        using var templates = new TemplateCopy();
        templates.RequireNewestInterfaces();
        templates.Replace("modules/key-vault.bicep", "@2026-02-01", "@2023-07-01");

        (await Diagnostic.OfAsync(templates.At("main.bicep"), BicepCli.Earlier[0])).Select(each => each.Rule).Should().Contain("use-recent-api-versions");
    }

    [Fact]
    public async Task Every_rule_of_the_linter_is_on_but_the_one_whose_answer_changes_with_the_compiler()
    {
        using var config = JsonDocument.Parse(await File.ReadAllTextAsync(RepositoryFile.At("infra/bicepconfig.json"), TestContext.Current.CancellationToken));
        var linter = config.RootElement.GetProperty("analyzers").GetProperty("core");

        linter.GetProperty("enabled").GetBoolean().Should().BeTrue();
        linter.GetProperty("rules").EnumerateObject().Where(rule => rule.Value.GetProperty("level").GetString() != "error")
            .Select(rule => rule.Name).Should().Equal("use-recent-api-versions");
    }

    [Fact]
    public void No_module_is_left_that_nothing_uses()
    {
        var texts = Directory.EnumerateFiles(RepositoryFile.At("infra"), "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();

        foreach (var module in Directory.EnumerateFiles(RepositoryFile.At("infra/modules")).Select(Path.GetFileName))
            texts.Should().Contain(text => text.Contains(module + "'", StringComparison.Ordinal), module);
    }

    private static TheoryData<string> Named(string pattern, string? except = null)
    {
        var infra = RepositoryFile.At("infra");
        return new(
            Directory.EnumerateFiles(infra, pattern, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(infra, file).Replace('\\', '/'))
                .Where(file => except is null || !file.StartsWith(except + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
