using CredFunctions.Ports;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>Starts lanes that lost their message, resumes reports without progress, and measures how old each source's report is.</summary>
public sealed partial class LaneSweep(
    ILaneStore store, LaneKeeper lanes, PipelineLimits limits, TimeProvider time, ILogger<LaneSweep> logger)
{
    public ValueTask<List<string>> SourcesAsync(CancellationToken cancellationToken) =>
        store.SourcesAsync(cancellationToken).ToListAsync(cancellationToken);

    public async Task RunAsync(string source, CancellationToken cancellationToken)
    {
        await lanes.WakeAsync(source, cancellationToken);
        if (await lanes.ActiveReportAsync(source, cancellationToken) is { } record
            && time.GetUtcNow() - record.TouchedAt >= limits.StallTimeout)
        {
            Log.Stalled(logger, source, record.ReportId, record.Run, record.TouchedAt);
            await lanes.ResumeAsync(record, cancellationToken);
        }

        if ((await lanes.LaneAsync(source, cancellationToken)).FreshAsOf is { } last)
            PipelineMeter.Known(source, last, time.GetUtcNow());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "Report {reportId} of {source}, run {run}, has made no progress since {touchedAt:u}: it is resumed.")]
        public static partial void Stalled(ILogger logger, string source, string reportId, int run, DateTimeOffset touchedAt);
    }
}
