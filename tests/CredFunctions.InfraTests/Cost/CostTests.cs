using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CredFunctions.InfraTests.Cost;

public sealed partial class CostTests
{
    public static TheoryData<string> Tables => ["usage", "bills", "zones", "limits"];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task The_page_shows_what_is_calculated(string table)
    {
        var page = await File.ReadAllTextAsync(RepositoryFile.At("docs/cost.md"), TestContext.Current.CancellationToken);
        var calculated = table switch { "usage" => CostPage.Usage, "bills" => CostPage.Bills, "zones" => CostPage.Zones, _ => CostPage.Limits };

        var from = page.IndexOf($"<!-- {table} -->\n", StringComparison.Ordinal) + $"<!-- {table} -->\n".Length;
        var to = page.IndexOf($"<!-- /{table} -->", StringComparison.Ordinal);

        page[from..to].Should().Be(calculated);
    }

    [Fact]
    public void A_report_of_a_thousand_accounts_is_what_one_counts_by_hand()
    {
        var day = new Usage(1_000);

        day.Reports.Should().Be(1);
        day.Chunks.Should().Be(16, "a bucket has 62 or 63 accounts, and a chunk is of one bucket");
        day.Messages.Should().Be(16 + 2 + 2);
        day.ServiceBusOperations.Should().Be(20 * 3, "63 accounts of 770 bytes are less than 64 KiB");
        day.Executions.Should().Be(1 + 20 + 24);
        day.TableTransactions.Should().Be((16 * 4) + 40 + (16 * 4), "the first chunk of each bucket claims it in three requests, and the completion looks at the claim");
        day.StateGb.Should().BeApproximately(0.00275, 1e-9);
        day.ReportGb.Should().BeApproximately(1_000 * 308 * 400 / 1e9, 1e-9);
    }

    [Fact]
    public void A_month_of_it_costs_what_one_reckons_by_hand()
    {
        var bill = Bill.Of(new Usage(1_000)).ToDictionary(part => part.Part, part => part.Dollars, StringComparer.Ordinal);

        bill["Functions, the instance that never sleeps"].Should().Be(20.736m, "2 GB for 2,592,000 seconds at 0.000004 dollars");
        bill["Functions, work of that instance"].Should().BeApproximately(0.004812m, 1e-9m, "5 seconds of 2 GB on 30 days at 0.000016 dollars, and 30 executions");
        bill["Functions, other work"].Should().Be(0, "the free grant is more");
        bill["Service Bus"].Should().Be(9.72m, "720 hours at 0.0135 dollars, and no operation beyond the 13 million");
        bill["Alerts"].Should().Be(3.00m);
    }

    [Fact]
    public async Task The_instance_that_was_not_chosen_for_notifications_is_priced_on_the_page()
    {
        var page = await File.ReadAllTextAsync(RepositoryFile.At("docs/cost.md"), TestContext.Current.CancellationToken);
        var (never, together) = (Bill.Of(new Usage(1_000))[0].Dollars, Bill.Of(new Usage(1_000)).Sum(part => part.Dollars));

        page.Should().Contain(string.Create(
            CultureInfo.InvariantCulture, $"would cost another {never / Assumptions.AlwaysReadyInstances:N2} dollars a month, {never / Assumptions.AlwaysReadyInstances / together:P0} of what a small estate pays"));
    }

    [Fact]
    public async Task The_decision_against_that_instance_names_the_same_price()
    {
        var decision = await File.ReadAllTextAsync(RepositoryFile.At("docs/decisions/0023-the-scaler-reads-the-queue-of-notifications.md"), TestContext.Current.CancellationToken);

        decision.Should().Contain(string.Create(
            CultureInfo.InvariantCulture, $"| Cost | {Bill.OfAlwaysReady(1):N2} dollars a month; nothing more over zones, where every function has two such instances already |"));
    }

    [Fact]
    public void Over_zones_two_instances_of_every_group_and_function_never_sleep()
    {
        var triggers = Directory.EnumerateFiles(RepositoryFile.At("functions/Triggers"), "*.cs").Select(File.ReadAllText)
            .Select(text => Trigger().Match(text).Groups["kind"].Value).ToList();

        // The blob triggers of an app are one group; HTTP and Durable Functions would be others.
        triggers.Should().NotContain(["", "Http", "Orchestration"]);
        (triggers.Count(kind => kind != "Blob") + triggers.Where(kind => kind == "Blob").Distinct().Count()).Should().Be(Assumptions.ScalingGroups);
        Bill.OfAlwaysReady(Bill.InstancesOverZones).Should().Be(290.304m, "14 times 2 GB for 2,592,000 seconds at 0.000004 dollars");
    }

    [Theory]
    [InlineData("infra/main.bicep", "14 in all: {0} dollars a month more than one")]
    [InlineData("infra/production.bicepparam", "would cost {0} dollars a month more")]
    [InlineData("docs/deploy.md", "cost about {0} dollars a month more")]
    public async Task The_price_of_zones_is_named_where_they_are_chosen(string file, string sentence)
    {
        var more = Bill.OfAlwaysReady(Bill.InstancesOverZones) - Bill.OfAlwaysReady(Assumptions.AlwaysReadyInstances);

        (await File.ReadAllTextAsync(RepositoryFile.At(file), TestContext.Current.CancellationToken))
            .Should().Contain(string.Format(CultureInfo.InvariantCulture, sentence, Math.Round(more / 10) * 10));
    }

    [Fact]
    public void The_budget_of_production_is_more_than_its_instances_and_a_hundred_thousand_accounts_cost()
    {
        var resources = Resources("production");
        var overZones = resources["Microsoft.Web/serverfarms"].Single().GetProperty("properties").GetProperty("zoneRedundant").GetBoolean();
        var idle = Bill.OfAlwaysReady(overZones ? Bill.InstancesOverZones : Assumptions.AlwaysReadyInstances);
        var work = Bill.Of(new Usage(100_000)).Sum(part => part.Dollars) - Bill.OfAlwaysReady(Assumptions.AlwaysReadyInstances);

        resources["Microsoft.Consumption/budgets"].Single().GetProperty("properties").GetProperty("amount").GetDecimal().Should().BeGreaterThan(idle + work);
    }

    [Fact]
    public void More_accounts_never_cost_less_and_never_take_less()
    {
        long[] scales = [1_000, 2_000, 10_000, 100_000, 500_000, 1_000_000, 10_000_000];

        scales.Select(scale => Bill.Of(new Usage(scale)).Sum(part => part.Dollars)).Should().BeInAscendingOrder();
        foreach (var limit in Limit.All)
            scales.Select(scale => limit.Share(new Usage(scale))).Should().BeInAscendingOrder(limit.Name);
    }

    [Fact]
    public void A_limit_binds_where_its_share_reaches_the_whole()
    {
        foreach (var limit in Limit.All)
        {
            limit.Share(new Usage(limit.BindsAt())).Should().BeGreaterThanOrEqualTo(1, limit.Name);
            limit.Share(new Usage(limit.BindsAt() - 1)).Should().BeLessThan(1, limit.Name);
        }
    }

    [Fact]
    public void It_is_reckoned_with_what_the_first_deployment_deploys()
    {
        var resources = Resources("main");
        var scale = resources["Microsoft.Web/sites"].Single().GetProperty("properties").GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency");
        var lifecycle = resources["Microsoft.Storage/storageAccounts/managementPolicies"].Single().ToString();

        (scale.GetProperty("instanceMemoryMB").GetInt32() / 1024m).Should().Be(Assumptions.InstanceGb);
        scale.GetProperty("maximumInstanceCount").GetInt32().Should().Be(Assumptions.Instances);
        scale.GetProperty("alwaysReady")[0].GetProperty("instanceCount").GetInt32().Should().Be(Assumptions.AlwaysReadyInstances);
        lifecycle.Should().ContainAll($"\"daysAfterCreationGreaterThan\": {Assumptions.ReportRetentionDays - Assumptions.SoftDeleteDays - Assumptions.LifecycleDays}", $"\"daysAfterCreationGreaterThan\": {Assumptions.EvidenceRetentionDays}", $"\"daysAfterCreationGreaterThan\": {Assumptions.DaysUntilEvidenceIsCool}");
        resources["Microsoft.Storage/storageAccounts/blobServices"].Select(each => each.GetProperty("properties").GetProperty("deleteRetentionPolicy").GetProperty("days").GetInt32())
            .Should().Contain(Assumptions.SoftDeleteDays);
        resources["Microsoft.ServiceBus/namespaces/queues"].Max(queue => queue.GetProperty("properties").GetProperty("maxSizeInMegabytes").GetInt32()).Should().Be(Assumptions.QueueMegabytes);
        resources["Microsoft.Insights/metricAlerts"].Count().Should().Be(Assumptions.MetricAlerts - 1, "the second stage has one");
        resources["Microsoft.Insights/scheduledQueryRules"].Count().Should().Be(Assumptions.LogAlerts);
    }

    private static ILookup<string, JsonElement> Resources(string parameters)
    {
        using var snapshot = JsonDocument.Parse(File.ReadAllText(RepositoryFile.At($"tests/CredFunctions.InfraTests/Approved/{parameters}.snapshot.json")));
        return snapshot.RootElement.Clone().GetProperty("predictedResources").EnumerateArray().ToLookup(each => each.GetProperty("type").GetString()!, StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\[(?<kind>\w+)Trigger\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Trigger();

    [Fact]
    public void Calls_at_once_are_those_of_the_host()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(RepositoryFile.At("host.json")));

        host.RootElement.GetProperty("extensions").GetProperty("serviceBus").GetProperty("maxConcurrentCalls").GetInt32().Should().Be(Assumptions.ConcurrentCalls);
    }
}
