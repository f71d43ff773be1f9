namespace CredFunctions.InfraTests.Cost;

/// <summary>What a service bears in an hour, or holds, against what a whole day's reports ask of it when they all come in that hour.</summary>
public sealed record Limit(string Name, string Bears, double Capacity, Func<Usage, double> Asked, string WhatThen)
{
    public static IReadOnlyList<Limit> All { get; } =
    [
        new("Mails from a domain of Azure's", "10 an hour", 10, day => day.Mails, "A domain of yours (emailDomain) sends 100 an hour, and more on request; or send by SMTP."),
        new("Functions", $"{Assumptions.Instances} instances with {Assumptions.ConcurrentCalls} calls each",
            Assumptions.ConcurrentCalls * InstanceSecondsOfAnHour, day => day.ExecutionSeconds,
            "Raise maximumInstanceCount: 250 instances of 2 GB fit into a subscription's quota."),
        new("Service Bus operations", "1,000 a second", 3_600 * 1_000.0, day => day.ServiceBusOperations, "Premium, or a namespace of its own for some sources."),
        new("Service Bus, room in account-findings", "5 GB", Assumptions.QueueMegabytes * 1024.0 * 1024, day => day.QueuedBytes, "Upload in turn; what does not fit is tried again by itself."),
        new("Table rows", "20,000 a second", 3_600 * 20_000.0, day => day.TableRows, "A deployment of its own for some sources: an account's rate is all its tables'."),
        new("Logs", "1 GB a day", 1, day => day.LogGb, "Raise dailyLogLimitGb: without logs the alerts that read them are blind."),
    ];

    // They are added one after the other, since the platform may not read how long the queues are.
    private static double InstanceSecondsOfAnHour =>
        Enumerable.Range(1, Assumptions.Instances).Sum(instance => 3_600.0 - (instance * Assumptions.SecondsAnAddedInstance));

    /// <summary>The part of what it bears that is asked of it; above 1 the work takes longer than the hour, or does not fit.</summary>
    public double Share(Usage day) => Asked(day) / Capacity;

    /// <summary>The accounts a day with which it binds, in round reports.</summary>
    public long BindsAt()
    {
        long low = Assumptions.AccountsAReport, high = 1_000_000_000_000;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Share(new Usage(middle)) >= 1)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
