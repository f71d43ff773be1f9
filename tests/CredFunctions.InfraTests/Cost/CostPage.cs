using System.Globalization;

namespace CredFunctions.InfraTests.Cost;

/// <summary>The tables of docs/cost.md.</summary>
public static class CostPage
{
    private static readonly long[] Scales = [1_000, 100_000, 1_000_000];

    public static string Usage { get; } = Table(
        "A day",
        [
            ("Reports", day => Number(day.Reports)),
            ("Chunks", day => Number(day.Chunks)),
            ("Messages", day => Number(day.Messages)),
            ("Service Bus operations", day => Number(day.ServiceBusOperations)),
            ("Executions", day => Number(day.Executions)),
            ("Seconds that functions run", day => Number(day.ExecutionSeconds)),
            ("Table transactions", day => Number(day.TableTransactions)),
            ("State, GB", day => Decimals(day.StateGb)),
            ("Reports kept, GB", day => Decimals(day.ReportGb)),
            ("Evidence kept, GB", day => Decimals(day.HotEvidenceGb + day.CoolEvidenceGb)),
            ("Logs, GB", day => Decimals(day.LogGb)),
        ]);

    public static string Bills { get; } = Table(
        "A month, US dollars",
        [
            .. Bill.Of(new Usage(Scales[0])).Select((part, index) => (part.Part, (Func<Usage, string>)(day => Dollars(Bill.Of(day)[index].Dollars)))),
            ("**Together**", day => $"**{Dollars(Bill.Of(day).Sum(part => part.Dollars))}**"),
        ]);

    public static string Zones { get; } = ZonesTable();

    public static string Limits { get; } =
        "| What binds | It bears | 1,000 | 100,000 | 1,000,000 | Binds at about | What to change then |\n|---|---|---|---|---|---|---|\n"
        + string.Concat(Limit.All.OrderBy(limit => limit.BindsAt()).Select(limit =>
            $"| {limit.Name} | {limit.Bears} | {string.Join(" | ", Scales.Select(scale => Percent(limit.Share(new Usage(scale)))))} | {Round(limit.BindsAt())} | {limit.WhatThen} |\n"));

    private static string Table(string title, IEnumerable<(string Name, Func<Usage, string> Value)> rows) =>
        $"| {title} | {string.Join(" | ", Scales.Select(scale => Number(scale) + " accounts"))} |\n|---|---|---|---|\n"
        + string.Concat(rows.Select(row => $"| {row.Name} | {string.Join(" | ", Scales.Select(scale => row.Value(new Usage(scale))))} |\n"));

    private static string ZonesTable()
    {
        var (one, zones) = (Bill.OfAlwaysReady(Assumptions.AlwaysReadyInstances), Bill.OfAlwaysReady(Bill.InstancesOverZones));
        var rest = Bill.Of(new Usage(Scales[0])).Sum(part => part.Dollars) - one;
        return "| A month with 1,000 accounts | One zone | `zoneRedundant` |\n|---|---|---|\n"
            + $"| Instances that never sleep | {Assumptions.AlwaysReadyInstances} | {Bill.InstancesOverZones} |\n"
            + $"| They cost, US dollars | {Dollars(one)} | {Dollars(zones)} |\n"
            + $"| **Together with everything else** | **{Dollars(rest + one)}** | **{Dollars(rest + zones)}** |\n";
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Decimals(double value) => value.ToString(value < 10 ? "0.###" : "N0", CultureInfo.InvariantCulture);

    private static string Dollars(decimal value) => value.ToString("N2", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share < 0.001 ? "< 0.1 %" : share.ToString("P1", CultureInfo.InvariantCulture);

    // Two figures are all that assumptions bear.
    private static string Round(long accounts)
    {
        var unit = (long)Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(accounts)) - 1));
        return Number(accounts / unit * unit);
    }
}
