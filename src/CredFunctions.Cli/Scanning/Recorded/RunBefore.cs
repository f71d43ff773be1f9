using CredFunctions.Cli.Scanning.Table;
using CredFunctions.Pipeline.Lanes;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>What a run is compared with.</summary>
/// <param name="AsOf">The as-of of the report before; null where there is none.</param>
/// <param name="IsSameReport">Whether it is the same report under another policy.</param>
internal sealed record RunBefore(DateTimeOffset? AsOf, bool IsSameReport)
{
    public bool IsNone => AsOf is null;

    public static RunBefore Of(ReportRecord record) => new(record.ComparedWith?.AsOf, record.ComparedWith?.ReportId == record.ReportId);

    public string Heading(TimeSpan zone) => IsSameReport
        ? "Since this report was judged by another policy"
        : $"Since the report as of {ReportAge.Shown(AsOf!.Value, zone)}";
}
