using CredFunctions.Cli.Scanning.Table;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>What a run is compared with.</summary>
/// <param name="AsOf">The as-of of the report before; null where there is none.</param>
/// <param name="IsSameReport">Whether it is the same report under another policy.</param>
/// <param name="IsWithdrawn">Whether it is the report that the run withdraws.</param>
internal sealed record RunBefore(DateTimeOffset? AsOf, bool IsSameReport, bool IsWithdrawn)
{
    public bool IsNone => AsOf is null;

    public static RunBefore Of(ReportRecord record) =>
        new(record.ComparedWith?.AsOf, record.ComparedWith?.ReportId == record.ReportId, record.Withdraws is not null);

    public string Heading(TimeSpan zone) => IsSameReport
        ? "Since this report was judged by another policy"
        : $"Since the report as of {ReportAge.Shown(AsOf!.Value, zone)}{(IsWithdrawn ? " was withdrawn" : "")}";
}
