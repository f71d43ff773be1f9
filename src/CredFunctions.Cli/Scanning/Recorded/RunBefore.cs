using CredFunctions.Cli.Scanning.Table;
using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>What a run is compared with.</summary>
/// <param name="AsOf">The as-of of the report before; null where there is none.</param>
/// <param name="IsSameReport">Whether it is the same report under another policy.</param>
internal sealed record RunBefore(DateTimeOffset? AsOf, bool IsSameReport)
{
    public bool IsNone => AsOf is null;

    public static async Task<RunBefore> Of(ReportRecord record, IAuditStore store, CancellationToken cancellation)
    {
        if (record.Run > 1)
            return new RunBefore(record.AsOf, IsSameReport: true);

        DateTimeOffset? before = null;
        await foreach (var each in store.ReadReportsAsync(record.Source, cancellation))
        {
            if (each.Status is ReportStatus.Complete && each.Stamp < record.Stamp && !(each.AsOf <= before))
                before = each.AsOf;
        }

        return new RunBefore(before, IsSameReport: false);
    }

    public string Heading(TimeSpan zone) => IsSameReport
        ? "Since this report was judged by another policy"
        : $"Since the report as of {ReportAge.Shown(AsOf!.Value, zone)}";
}
