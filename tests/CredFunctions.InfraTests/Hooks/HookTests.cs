using CredFunctions.Azure;
using CredFunctions.Runs;

namespace CredFunctions.InfraTests.Hooks;

public sealed class HookTests : IDisposable
{
    private readonly StubbedShell shell = new();

    public void Dispose() => shell.Dispose();

    [Fact]
    public async Task A_policy_that_is_there_is_never_replaced()
    {
        shell.Answer("storage blob exists", "true").Set("CREDFUNCTIONS_POLICY", RepositoryFile.At("samples/policy.json"));

        var run = await shell.RunAsync("upload-policy");

        run.ExitCode.Should().Be(0, run.Errors);
        run.Output.Should().Contain("The policy that is there stays.");
        shell.Calls.Should().ContainSingle().Which.Should().StartWith("storage blob exists");
    }

    [Fact]
    public async Task A_policy_is_uploaded_where_there_is_none()
    {
        var policy = RepositoryFile.At("samples/policy.json");
        shell.Answer("storage blob exists", "!", "!", "false").Set("CREDFUNCTIONS_POLICY", policy);

        var run = await shell.RunAsync("upload-policy");

        run.ExitCode.Should().Be(0, run.Errors);
        shell.Calls.Should().HaveCount(4, "a new role is not known at once");
        shell.Calls[^1].Should().Be(
            $"storage blob upload --account-name streports --auth-mode login --container-name {ResourceNames.ConfigContainer} --name policy.json --file {policy} --overwrite false --output none");
    }

    [Theory]
    [InlineData("upload-policy", "CREDFUNCTIONS_POLICY", "/nowhere/policy.json", "CREDFUNCTIONS_POLICY is /nowhere/policy.json, and there is no such file.")]
    [InlineData("upload-policy", "REPORT_STORAGE_ACCOUNT", null, "REPORT_STORAGE_ACCOUNT is not set.")]
    [InlineData("check-secrets", "KEY_VAULT_NAME", null, "KEY_VAULT_NAME is not set.")]
    [InlineData("wait-for-key", "AZURE_FUNCTION_APP_NAME", null, "AZURE_FUNCTION_APP_NAME is not set.")]
    [InlineData("deploy-events", "AZURE_LOCATION", null, "AZURE_LOCATION is not set.")]
    [InlineData("smoke", "REPORT_STORAGE_ACCOUNT", null, "REPORT_STORAGE_ACCOUNT is not set.")]
    public async Task What_is_wrong_is_said_in_one_line(string hook, string variable, string? value, string said)
    {
        shell.Answer("storage blob exists", "false").Set(variable, value);

        var run = await shell.RunAsync(hook);

        run.ExitCode.Should().Be(1);
        run.Errors.TrimEnd().Should().StartWith(said).And.NotContain("\n");
    }

    [Fact]
    public async Task Nobody_signed_in_is_said_before_anything_is_done()
    {
        shell.Answer("account show", "!");

        var run = await shell.RunAsync("postdeploy");

        run.ExitCode.Should().Be(1);
        run.Errors.Should().Contain("run az login first");
        shell.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Missing_secrets_are_named_with_what_to_type()
    {
        shell.Answer("keyvault secret show", "!", "id").Set("SECRET_SETTINGS", "CHANNEL_TEAMS_URL SmtpPassword");

        var run = await shell.RunAsync("check-secrets");

        run.ExitCode.Should().Be(0, run.Errors);
        run.Output.Should().Contain("az keyvault secret set --vault-name kv --name CHANNEL-TEAMS-URL --file FILE")
            .And.Contain("The setting SmtpPassword does not begin with CHANNEL_").And.NotContain("--name SmtpPassword");
    }

    [Fact]
    public async Task The_events_wait_for_the_key_and_a_report_has_to_come_out()
    {
        shell.Answer("functionapp keys list", "!", "false", "true")
            .Answer("storage entity query", "", "Recording\tNone", $"{ReportStatus.Complete}\tNone");

        var run = await shell.RunAsync("postdeploy");

        run.ExitCode.Should().Be(0, run.Errors);
        shell.Calls.Select(call => string.Join(' ', call.Split(' ').Take(3))).Should().Equal(
            "functionapp keys list", "functionapp keys list", "functionapp keys list",
            "deployment group create",
            "storage blob upload", "storage entity query", "storage entity query", "storage entity query");
        run.Output.Should().EndWith("The smoke report is complete: uploads are read, recorded and notified.\n");
    }

    [Fact]
    public async Task An_app_without_the_key_stops_the_deployment()
    {
        shell.Answer("functionapp keys list", "false");

        var run = await shell.RunAsync("postdeploy");

        run.ExitCode.Should().Be(1);
        run.Errors.Should().Contain("so it does not run");
        shell.Calls.Should().NotContain(call => call.StartsWith("deployment", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_that_is_refused_at_first_is_tried_again()
    {
        shell.Answer("deployment group create", "!", "!", "done");

        (await shell.RunAsync("deploy-events")).ExitCode.Should().Be(0);
        shell.Calls.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("Rejected\tThe header has no column \"Account ID\".", "The smoke report ended otherwise: Rejected\tThe header has no column \"Account ID\".")]
    [InlineData("Held\tNone", "The smoke report ended otherwise: Held")]
    [InlineData("Recording\tNone", "The smoke report is not complete after ten minutes (Recording")]
    [InlineData("", "The smoke report is not complete after ten minutes (the app does not know it)")]
    public async Task A_report_that_does_not_come_out_fails_the_deployment(string answer, string said)
    {
        shell.Answer("storage entity query", answer);

        var run = await shell.RunAsync("smoke");

        run.ExitCode.Should().Be(1);
        run.Errors.Should().StartWith(said);
    }

    [Fact]
    public async Task The_smoke_report_goes_where_the_pipeline_looks_and_is_asked_for_by_the_hash_of_its_bytes()
    {
        shell.Answer("storage entity query", "Complete\tNone");

        await shell.RunAsync("smoke");

        shell.Calls[0].Should().Contain($"--container-name {ResourceNames.ReportsContainer} --name smoke-test/");
        shell.Calls[1].Should().Contain($"--table-name {ResourceNames.ReportsTable} ").And.MatchRegex("PartitionKey eq 'smoke-test' and Content eq '[0-9a-f]{64}'");
    }

    [Fact]
    public async Task Without_a_smoke_report_nothing_is_uploaded()
    {
        shell.Answer("functionapp keys list", "true").Set("CREDFUNCTIONS_SMOKE", "no");

        (await shell.RunAsync("postdeploy")).ExitCode.Should().Be(0);
        shell.Calls.Should().NotContain(call => call.StartsWith("storage", StringComparison.Ordinal));
    }
}
