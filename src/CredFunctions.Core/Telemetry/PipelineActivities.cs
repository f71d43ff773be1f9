using System.Diagnostics;

using CredFunctions.Accounts;

namespace CredFunctions.Telemetry;

/// <summary>An activity around each handler, named like it.</summary>
public static class PipelineActivities
{
    public const string SourceName = "CredFunctions";
    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the activity of a handler; null where there is no listener.</summary>
    public static Activity? Start(string handler, string? source = null) =>
        Source.StartActivity(handler)?.SetTag(TelemetryTags.Source, source);

    /// <summary>Starts the activity of a handler that works on a run.</summary>
    public static Activity? Start(string handler, string source, RunStamp run) => Start(handler, source).Of(run);

    /// <summary>Tags an activity with its run, once that is known.</summary>
    public static Activity? Of(this Activity? activity, RunStamp run) =>
        activity?.SetTag(TelemetryTags.ReportId, run.ReportId).SetTag(TelemetryTags.Run, run.Number);
}

/// <summary>The tags of measurements, activities and log lines; a tag means the same in all of them.</summary>
public static class TelemetryTags
{
    public const string Source = "source";

    /// <summary>The report's id: the hash of its bytes and its as-of.</summary>
    public const string ReportId = "reportId";

    /// <summary>The run's number.</summary>
    public const string Run = "run";

    /// <summary>The status of a report or of a notification, in the words of the store.</summary>
    public const string Outcome = "outcome";

    public const string Severity = "severity";

    /// <summary>The policy's name of a channel.</summary>
    public const string Channel = "channel";

    /// <summary>The kind of a notification, in the words of the store.</summary>
    public const string Kind = "kind";
}
