using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using CredFunctions.Azure;
using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.InfraTests.Hooks;

public sealed partial class HookTests : IDisposable
{
    private readonly StubbedShell shell = new();

    public static TheoryData<string> Steps => ["postprovision", "postdeploy"];

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("servicePrincipal", null, "env set AZURE_PRINCIPAL_TYPE ServicePrincipal")]
    [InlineData("servicePrincipal", "Group", "")]
    [InlineData("user", null, "")]
    public async Task A_service_principal_that_runs_azd_gets_its_roles_as_one(string signedIn, string? known, string set)
    {
        shell.Answer("account show", "", signedIn).Set("AZURE_PRINCIPAL_TYPE", known);

        (await shell.RunAsync("preprovision")).ExitCode.Should().Be(0);

        string.Join('\n', shell.AzdCalls).Should().Be(set);
    }

    [Fact]
    public async Task A_policy_that_is_there_is_never_replaced()
    {
        shell.Answer("storage blob exists", "true").Set("CREDFUNCTIONS_POLICY", RepositoryFile.At("samples/policy.json"));

        var run = await shell.RunAsync("upload-policy");

        run.ExitCode.Should().Be(0, run.Errors);
        run.Output.Should().Contain("The policy in force stays.");
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
    [InlineData("check-secrets", "SECRET_SETTINGS", "SmtpPassword", "The setting SmtpPassword does not begin with CHANNEL_")]
    [InlineData("wait-for-key", "AZURE_FUNCTION_APP_NAME", null, "AZURE_FUNCTION_APP_NAME is not set.")]
    [InlineData("deploy-events", "AZURE_ENV_NAME", null, "AZURE_ENV_NAME is not set.")]
    [InlineData("smoke", "REPORT_STORAGE_ACCOUNT", null, "REPORT_STORAGE_ACCOUNT is not set.")]
    public async Task What_is_wrong_is_one_line(string hook, string variable, string? value, string message)
    {
        shell.Answer("storage blob exists", "false").Set(variable, value);

        var run = await shell.RunAsync(hook);

        run.ExitCode.Should().Be(1);
        run.Errors.TrimEnd().Should().StartWith(message).And.NotContain("\n");
    }

    [Fact]
    public async Task Without_a_sign_in_nothing_is_done()
    {
        shell.Answer("account show", "!");

        var run = await shell.RunAsync("postdeploy");

        run.ExitCode.Should().Be(1);
        run.Errors.Should().Contain("run az login first");
        shell.Calls.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Every_command_names_the_subscription_and_the_default_of_the_user_stays(string step)
    {
        shell.Answer("functionapp keys list", "true").Answer("storage blob exists", "false").Answer("storage account show", "x").CompleteSmokeReport()
            .Set("CREDFUNCTIONS_POLICY", RepositoryFile.At("samples/policy.json")).Set("SECRET_SETTINGS", "CHANNEL_TEAMS_URL");

        (await shell.RunAsync(step)).ExitCode.Should().Be(0);

        shell.AllCalls.Should().HaveCountGreaterThan(1).And.OnlyContain(call => call.EndsWith($" --subscription {StubbedShell.Subscription}", StringComparison.Ordinal))
            .And.NotContain(call => call.StartsWith("account set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_names_a_setting_which_the_app_lacks_stops_the_deployment()
    {
        shell.DownloadPolicy(await File.ReadAllTextAsync(RepositoryFile.At("samples/policy.json"), TestContext.Current.CancellationToken))
            .Set("SECRET_SETTINGS", "CHANNEL_SMTP_PASSWORD");

        var run = await shell.RunAsync("check-secrets");

        run.ExitCode.Should().Be(1);
        run.Errors.Should().StartWith("The policy names settings that the app does not have: CHANNEL_SIEM_TOKEN CHANNEL_TEAMS_SECURITY_URL. ");
    }

    [Fact]
    public async Task The_settings_of_a_policy_are_those_of_its_channels_but_for_channels_in_comments()
    {
        shell.DownloadPolicy("""
            {
              // "old": { "kind": "teams", "urlSetting": "CHANNEL_OLD_URL" },
              "channels": {
                "a": { "kind": "teams", "urlSetting" :
                  "CHANNEL_A_URL" }, "b": { "kind": "webhook", "url": "https://b.example", "signingKeySetting":"CHANNEL_B_KEY" } } }
            """);

        (await shell.RunAsync("check-secrets")).Errors.Should().StartWith("The policy names settings that the app does not have: CHANNEL_A_URL CHANNEL_B_KEY. ");
    }

    // The hook finds them by their names alone.
    [Fact]
    public void Every_setting_of_a_channel_ends_in_the_word_that_the_hook_looks_for()
    {
        var definitions = JsonNode.Parse(File.ReadAllText(RepositoryFile.At("docs/schema/policy-v1.schema.json")))!["definitions"]!.AsObject();

        var settings = definitions.SelectMany(definition => definition.Value!["properties"]?.AsObject() ?? [])
            .Where(property => property.Value!.ToJsonString().Contains("\"#/definitions/setting\"", StringComparison.Ordinal)).Select(property => property.Key);

        settings.Should().NotBeEmpty().And.OnlyContain(name => name.EndsWith("Setting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Missing_secrets_are_named_with_the_command_that_sets_them()
    {
        shell.DownloadPolicy("""{ "channels": { "a": { "kind": "teams", "urlSetting": "CHANNEL_TEAMS_URL" } } }""")
            .Answer("keyvault secret list", "!", "CHANNEL-SMTP-PASSWORD").Set("SECRET_SETTINGS", "CHANNEL_TEAMS_URL CHANNEL_SMTP_PASSWORD");

        var run = await shell.RunAsync("check-secrets");

        run.ExitCode.Should().Be(0, run.Errors);
        run.Output.Should().Contain("az keyvault secret set --vault-name kv --name CHANNEL-TEAMS-URL --file FILE").And.NotContain("--name CHANNEL-SMTP-PASSWORD");
        shell.Calls.Should().NotContain(call => call.StartsWith("keyvault secret show", StringComparison.Ordinal), "names are enough");
    }

    [Theory]
    [InlineData("postprovision")]
    [InlineData("postdeploy")]
    public async Task The_first_hour_shows_what_a_step_prints(string step)
    {
        var policy = shell.At("policy.json");
        await File.WriteAllTextAsync(policy, "{}", TestContext.Current.CancellationToken);
        shell.Answer("storage blob exists", "false", "true").DownloadedPolicy("""{ "urlSetting": "CHANNEL_TEAMS_URL" }""")
            .Answer("keyvault secret list", "OTHER").Answer("functionapp keys list", "true").Answer("storage account show", "x")
            .Answer("storage entity query", "Complete\treport|1f\tNone", "Sent\tsecurity-chat")
            .Set("CREDFUNCTIONS_POLICY", policy).Set("SECRET_SETTINGS", "CHANNEL_TEAMS_URL");

        var run = await shell.RunAsync(step);

        run.ExitCode.Should().Be(0, run.Errors);
        var page = (await File.ReadAllTextAsync(RepositoryFile.At("docs/deploy.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var shown = page.Split($"<!-- {step} -->\n```text\n…\n")[1].Split("```")[0];
        Stamp().Replace(run.Output.Replace(policy, "policy.json", StringComparison.Ordinal), "smoke-test/….csv").Should().Be(shown);
    }

    [Fact]
    public async Task The_events_wait_for_the_key_and_a_report_has_to_come_out()
    {
        shell.Answer("functionapp keys list", "!", "false", "true")
            .Answer("storage account show", "westeurope", """{"azd-env-name":"first"}""")
            .Answer("storage entity query", "", "Recording\treport|1f\tNone", $"{ReportStatus.Complete}\treport|1f\tNone",
                $"{NotificationStatus.Pending}\tsecurity-chat", $"{NotificationStatus.Sent}\tsecurity-chat");

        var run = await shell.RunAsync("postdeploy");

        run.ExitCode.Should().Be(0, run.Errors);
        shell.Calls.Select(call => string.Join(' ', call.Split(' ').Take(3))).Should().Equal((string[])[
            "functionapp keys list", "functionapp keys list", "functionapp keys list",
            "storage account show", "storage account show", "deployment group create",
            "storage blob upload", .. Enumerable.Repeat("storage entity query", 5)]);
        run.Output.Should().EndWith("The smoke report is complete: uploads are read and recorded.\nIts notifications were sent to: security-chat.\n");
        shell.Calls[^1].Should().Contain($"--table-name {ResourceNames.NotificationsTable} --filter ReportId eq '1f' ");
    }

    [Fact]
    public async Task The_second_stage_has_the_region_and_the_tags_of_the_first()
    {
        shell.Answer("storage account show", "chinanorth3", """{"owner":"security"}""").Set("AZURE_LOCATION", null);

        (await shell.RunAsync("deploy-events")).ExitCode.Should().Be(0);

        shell.Calls[^1].Should().EndWith("""--parameters environmentName=first location=chinanorth3 tags={"owner":"security"} existingTopicName=""");
    }

    [Fact]
    public async Task The_second_stage_uses_the_topic_that_the_account_has_already()
    {
        shell.Set("EVENT_TOPIC_NAME", "scan");

        (await shell.RunAsync("deploy-events")).ExitCode.Should().Be(0);

        shell.Calls[^1].Should().EndWith(" existingTopicName=scan");
    }

    [Fact]
    public async Task Without_a_notification_the_smoke_report_shows_nothing_about_channels()
    {
        shell.Answer("storage entity query", "Complete\treport|1f\tNone", "");

        var run = await shell.RunAsync("smoke");

        run.ExitCode.Should().Be(0, run.Errors);
        run.Output.Should().EndWith("so whether channels can send is not known.\n").And.NotContain("sent to");
    }

    [Fact]
    public async Task A_notification_that_is_not_sent_fails_the_deployment_after_ten_minutes()
    {
        shell.Answer("storage entity query", "Complete\treport|1f\tNone", $"{NotificationStatus.Pending}\tsecurity-chat");

        var run = await shell.RunAsync("smoke");

        run.ExitCode.Should().Be(1);
        run.Errors.Should().Be("The smoke report is complete, but after ten minutes its notifications were not sent to: security-chat. credfunctions status shows the reasons.\n");
        shell.Paused.Should().Be(TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData("upload-policy", "storage blob exists")]
    [InlineData("check-secrets", "storage blob exists")]
    [InlineData("wait-for-key", "functionapp keys list")]
    [InlineData("deploy-events", "deployment group create")]
    [InlineData("smoke", "storage blob upload")]
    [InlineData("smoke", "storage entity query")]
    public async Task A_role_or_an_app_that_takes_its_time_is_given_ten_minutes(string hook, string command)
    {
        shell.Answer("storage account show", "x").Answer(command, "!");

        (await shell.RunAsync(hook)).ExitCode.Should().Be(1);

        shell.Paused.Should().Be(TimeSpan.FromMinutes(10));
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
        shell.Calls.Count(call => call.StartsWith("deployment group create", StringComparison.Ordinal)).Should().Be(3);
    }

    [Theory]
    [InlineData("Rejected\treport|1f\tThe header has no column \"Account ID\".", "The smoke report ended otherwise: Rejected\treport|1f\tThe header has no column \"Account ID\".")]
    [InlineData("Held\treport|1f\tNone", "The smoke report ended otherwise: Held")]
    [InlineData("Recording\treport|1f\tNone", "The smoke report is not complete after ten minutes (Recording")]
    [InlineData("", "The smoke report is not complete after ten minutes (the app does not know it)")]
    public async Task A_report_that_does_not_come_out_fails_the_deployment(string answer, string message)
    {
        shell.Answer("storage entity query", answer);

        var run = await shell.RunAsync("smoke");

        run.ExitCode.Should().Be(1);
        run.Errors.Should().StartWith(message);
    }

    [Fact]
    public async Task The_smoke_report_goes_where_the_pipeline_looks_and_is_asked_for_by_the_hash_of_its_bytes()
    {
        shell.CompleteSmokeReport();

        await shell.RunAsync("smoke");

        shell.Calls[0].Should().Contain($"--container-name {ResourceNames.ReportsContainer} --name smoke-test/");
        shell.Calls[1].Should().Contain($"--table-name {ResourceNames.ReportsTable} ").And.MatchRegex("PartitionKey eq 'smoke-test' and Content eq '[0-9a-f]{64}'");
    }

    [Fact]
    public async Task Without_a_smoke_report_nothing_is_uploaded()
    {
        shell.Answer("functionapp keys list", "true").Set("CREDFUNCTIONS_SMOKE", "no");

        (await shell.RunAsync("postdeploy")).ExitCode.Should().Be(0);
        shell.Calls.Should().NotContain(call => call.StartsWith("storage blob", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"smoke-test/[^ ]+\.csv")]
    private static partial Regex Stamp();
}
