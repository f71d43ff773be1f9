namespace CredFunctions.Telemetry;

/// <summary>The tags of measurements, activities and log lines; a tag means the same in all of them.</summary>
public static class TelemetryTags
{
    /// <summary>The main account.</summary>
    public const string Source = "source";

    /// <summary>SHA-256 of the report's bytes.</summary>
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
