using System.Diagnostics;

using CredFunctions.Accounts;

namespace CredFunctions.Telemetry;

/// <summary>An activity around each handler, named like it.</summary>
public static class PipelineActivities
{
    /// <summary>The name of the source that a trace has to listen to.</summary>
    public const string SourceName = "CredFunctions";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the activity of a handler; null where there is no listener.</summary>
    public static Activity? Start(string handler, string? source = null, string? reportId = null)
    {
        var activity = Source.StartActivity(handler);
        activity?.SetTag(TelemetryTags.Source, source).SetTag(TelemetryTags.ReportId, reportId);
        return activity;
    }

    /// <summary>Starts the activity of a handler that works on a run.</summary>
    public static Activity? Start(string handler, string source, RunStamp run) => Start(handler, source).Of(run);

    /// <summary>Tags an activity with its run, once that is known.</summary>
    public static Activity? Of(this Activity? activity, RunStamp run) =>
        activity?.SetTag(TelemetryTags.ReportId, run.ReportId).SetTag(TelemetryTags.Run, run.Number);
}
