namespace CredFunctions.InfraTests.Cost;

/// <summary>What a month costs, by part, once as much is kept as ever will be.</summary>
public static class Bill
{
    private const decimal SecondsAMonth = 86_400m * Assumptions.DaysAMonth;

    /// <summary>Instances that never sleep over zones, whatever the parameters ask for.</summary>
    public const int InstancesOverZones = Assumptions.ScalingGroups * Assumptions.InstancesAGroupOverZones;

    /// <summary>What so many instances cost that never sleep, before they do anything.</summary>
    public static decimal OfAlwaysReady(int instances) => instances * Assumptions.InstanceGb * SecondsAMonth * Prices.AlwaysReadyGbSecond;

    public static IReadOnlyList<(string Part, decimal Dollars)> Of(Usage day) =>
    [
        ("Functions, the instance that never sleeps", OfAlwaysReady(Assumptions.AlwaysReadyInstances)),
        // Without the free grant, which is for the others.
        ("Functions, work of that instance", Month(day.AlwaysReadySeconds * (double)Assumptions.InstanceGb) * Prices.AlwaysReadyExecutionGbSecond
            + Month(day.Reports) * Prices.OnDemandExecution),
        ("Functions, other work",
            Above(Prices.FreeGbSeconds, Month((day.ExecutionSeconds - day.AlwaysReadySeconds) * (double)Assumptions.InstanceGb)) * Prices.OnDemandGbSecond
            + Above(Prices.FreeExecutions, Month(day.Executions - day.Reports)) * Prices.OnDemandExecution),
        ("Service Bus", 24 * Assumptions.DaysAMonth * Prices.ServiceBusHour
            + Above(Prices.ServiceBusFreeOperations, Month(day.ServiceBusOperations)) * Prices.ServiceBusOperation),
        ("Tables", (decimal)day.StateGb * Prices.TableGb + Month(day.TableTransactions) * Prices.TableTransaction),
        ("Reports as blobs", (decimal)day.ReportGb * Prices.HotBlobGb),
        ("Evidence as blobs", (decimal)day.HotEvidenceGb * Prices.HotBlobGb + (decimal)day.CoolEvidenceGb * Prices.CoolBlobGb
            + Month(day.CoolWrites) * Prices.CoolBlobWrite + Month(day.BlobWrites) * Prices.BlobWrite + Month(day.BlobReads) * Prices.BlobRead),
        ("Events", Above(Prices.FreeEvents, Month(day.Reports)) * Prices.Event),
        ("Logs", Month(day.LogGb) * Prices.LogGb),
        ("Alerts", Assumptions.MetricAlerts * Prices.MetricAlert + Assumptions.LogAlerts * Prices.LogAlert),
    ];

    private static decimal Month(double day) => (decimal)day * Assumptions.DaysAMonth;

    private static decimal Above(decimal free, decimal used) => Math.Max(0, used - free);
}
