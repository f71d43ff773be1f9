namespace CredFunctions.InfraTests.Cost;

/// <summary>List prices in US dollars, pay as you go, without tax, region East US 2. Edit them for your region and contract.</summary>
public static class Prices
{
    /// <summary>Where they are from: none was asked of Azure by this project.</summary>
    public const string AsOf = "2026-10-05";

    // Azure Retail Prices API, product Functions, Flex Consumption, as a public repository recorded it on that day.
    public const decimal AlwaysReadyGbSecond = 0.000004m;
    public const decimal OnDemandGbSecond = 0.000026m;
    public const decimal OnDemandExecution = 0.40m / 1_000_000;
    public const decimal FreeGbSeconds = 100_000;
    public const decimal FreeExecutions = 250_000;

    // Public estimates that name a price sheet; the same in several of them.
    public const decimal ServiceBusHour = 0.0135m;
    public const decimal ServiceBusOperation = 0.80m / 1_000_000;
    public const decimal ServiceBusFreeOperations = 13_000_000;
    public const decimal TableGb = 0.045m;
    public const decimal TableTransaction = 0.00036m / 10_000;
    public const decimal Event = 0.60m / 1_000_000;
    public const decimal FreeEvents = 100_000;
    public const decimal LogGb = 2.30m;

    // Assumed.
    public const decimal AlwaysReadyExecutionGbSecond = 0.000016m;
    public const decimal CoolBlobWrite = 0.10m / 10_000;
    public const decimal HotBlobGb = 0.018m;
    public const decimal CoolBlobGb = 0.010m;
    public const decimal BlobWrite = 0.05m / 10_000;
    public const decimal BlobRead = 0.004m / 10_000;
    public const decimal MetricAlert = 0.10m;
    public const decimal LogAlert = 0.50m;
}
