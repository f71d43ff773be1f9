using System.Text.Json;
using System.Text.RegularExpressions;

using CredFunctions.InfraTests.Bicep;
using CredFunctions.InfraTests.Checks;

namespace CredFunctions.InfraTests;

/// <summary>What the parameters promise, and what they refuse before anything is deployed.</summary>
public sealed partial class ParameterTests
{
    // After the days of the rule: a run that makes a version of the blob, one that deletes the version, and the age that both need.
    private const int DaysOfLifecycle = 3;

    [Theory]
    [InlineData("main", 400)]
    [InlineData("production", 60)]
    [InlineData("china", 400)]
    public async Task Nothing_is_left_of_a_report_after_the_days_that_the_parameter_names(string parameters, int days)
    {
        var deployment = await Deployment.OfAsync(parameters);
        var actions = Rule(deployment, 0);
        var softDelete = deployment.OfType("Microsoft.Storage/storageAccounts/blobServices").Single(each => each.At("properties.isVersioningEnabled") == "true");

        var deleted = actions.GetProperty("baseBlob").GetProperty("delete").GetProperty("daysAfterCreationGreaterThan").GetInt32();

        (deleted + DaysOfLifecycle + softDelete.Element("properties.deleteRetentionPolicy.days")!.Value.GetInt32()).Should().Be(days);
        actions.GetProperty("version").GetProperty("delete").GetProperty("daysAfterCreationGreaterThan").GetInt32().Should().Be(deleted);
    }

    [Theory]
    [InlineData("main", 1095)]
    [InlineData("production", 2555)]
    public async Task Evidence_is_kept_for_its_days_before_anything_deletes_it(string parameters, int days)
    {
        var actions = Rule(await Deployment.OfAsync(parameters), 1);

        foreach (var what in (string[])["baseBlob", "version"])
            actions.GetProperty(what).GetProperty("delete").GetProperty("daysAfterCreationGreaterThan").GetInt32().Should().Be(days);
    }

    [Theory]
    [InlineData("param reportRetentionDays = 60", "param reportRetentionDays = 33", "reportRetentionDays has to be more than softDeleteDays and 3 days")]
    [InlineData("readEnvironmentVariable('BUDGET_START_DATE')", "''", "A budget needs budgetStartDate: the first day of this month")]
    [InlineData("param logRetentionDays = 90", "param logRetentionDays = 90\nparam evidenceImmutableDays = 2556", "evidenceImmutableDays has to be at most evidenceRetentionDays")]
    [InlineData("'ALERT_EMAIL'", "'NOBODY_SET_THIS'", "\"NOBODY_SET_THIS\" does not exist")]
    [InlineData("'BUDGET_START_DATE'", "'NOBODY_SET_THIS'", "\"NOBODY_SET_THIS\" does not exist")]
    public async Task What_could_not_be_deployed_is_refused_in_a_sentence(string right, string wrong, string sentence)
    {
        using var templates = new TemplateCopy();
        templates.Replace("production.bicepparam", right, wrong);

        var act = () => Deployment.PredictAsync(templates, "production", withOutputs: false);

        (await act.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain(sentence);
    }

    // A variable that the workflow does not pass on is empty there, and somebody's duty nobody's.
    [Fact]
    public async Task The_workflow_passes_every_variable_on_that_the_parameters_of_production_read()
    {
        var parameters = await File.ReadAllTextAsync(RepositoryFile.At("infra/production.bicepparam"), TestContext.Current.CancellationToken);
        var workflow = await File.ReadAllTextAsync(RepositoryFile.At(".github/workflows/deploy.yml"), TestContext.Current.CancellationToken);
        var read = Variable().Matches(parameters).Select(match => match.Groups["name"].Value).ToList();

        read.Should().HaveCountGreaterThan(6).And.OnlyContain(name => workflow.Contains($"\n  {name}: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_limit_of_logs_immutable_evidence_a_lock_and_a_domain_of_your_own_are_what_they_say()
    {
        using var templates = new TemplateCopy();
        await File.AppendAllTextAsync(
            templates.At("production.bicepparam"),
            "\nparam dailyLogLimitGb = 0\nparam evidenceImmutableDays = 365\nparam email = true\nparam emailDomain = 'mail.example.com'\n",
            TestContext.Current.CancellationToken);

        var deployment = await Deployment.PredictAsync(templates, "production", withOutputs: false);

        deployment.OfType("Microsoft.OperationalInsights/workspaces").Single().At("properties.workspaceCapping.dailyQuotaGb").Should().Be("-1");
        deployment.OfType("Microsoft.Storage/storageAccounts/blobServices/containers").Where(container => container.At("properties.immutableStorageWithVersioning.enabled") == "true")
            .Should().ContainSingle().Which.OwnName.Should().Be("evidence");
        deployment.OfType("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies").Should().ContainSingle()
            .Which.At("properties.immutabilityPeriodSinceCreationInDays").Should().Be("365");
        deployment.OfType("Microsoft.Authorization/locks").Should().ContainSingle().Which.Id.Should().Contain("/storageAccounts/streports");
        deployment.OfType("Microsoft.Communication/emailServices/domains").Should().ContainSingle().Which.At("properties.domainManagement").Should().Be("CustomerManaged");
        deployment.OfType("Microsoft.Communication/communicationServices").Single().At("properties.linkedDomains").Should().Be("[]", "the domain is not verified yet");
    }

    // An account has one system topic at most, and Defender's malware scan brings one.
    [Fact]
    public async Task A_topic_that_the_account_has_already_is_used_and_none_is_created()
    {
        using var templates = new TemplateCopy();
        templates.Replace("events.bicepparam", "readEnvironmentVariable('EVENT_TOPIC_NAME', '')", "'scan'");

        var deployment = await Deployment.PredictAsync(templates, "events", withOutputs: false);

        deployment.OfType("Microsoft.EventGrid/systemTopics").Should().BeEmpty();
        deployment.OfType("Microsoft.EventGrid/systemTopics/eventSubscriptions").Should().ContainSingle().Which.Name.Should().StartWith("scan/report-uploaded-");
        deployment.OfType("Microsoft.Insights/metricAlerts").Should().ContainSingle().Which.At("properties.scopes").Should().Contain("/systemTopics/scan");
        deployment.OfType("Microsoft.Authorization/roleAssignments").Should().ContainSingle().Which.At("properties.principalId").Should().Contain("/systemTopics/scan'");
    }

    // Without the variable the deployment has no settings; with blanks between and behind, those that it names.
    [Fact]
    public async Task The_settings_of_a_first_deployment_are_those_that_the_variable_names()
    {
        using var templates = new TemplateCopy();
        templates.Replace("main.bicepparam", "'SECRET_SETTINGS'", "'NO_SUCH_VARIABLE'");

        Channels(await Deployment.OfAsync("main")).Should().BeEquivalentTo("CHANNEL_TEAMS_URL", "CHANNEL_SMTP_PASSWORD");
        Channels(await Deployment.PredictAsync(templates, "main", withOutputs: false)).Should().BeEmpty();

        static IEnumerable<string> Channels(Deployment deployment) =>
            SettingsCheck.Of(deployment).Keys.Where(name => name.StartsWith("CHANNEL", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    private static JsonElement Rule(Deployment deployment, int index) =>
        deployment.OfType("Microsoft.Storage/storageAccounts/managementPolicies").Single().Element("properties.policy.rules")!.Value[index]
            .GetProperty("definition").GetProperty("actions");
}
