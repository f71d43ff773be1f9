namespace CredFunctions.Telemetry;

/// <summary>What measurements, activities and log lines are told apart by; one word means the same in all of them.</summary>
public static class TelemetryTags
{
    /// <summary>The main account.</summary>
    public const string Source = "source";

    /// <summary>SHA-256 of the report's bytes.</summary>
    public const string ReportId = "reportId";

    /// <summary>The run's number.</summary>
    public const string Run = "run";

    /// <summary>What became of it: the status of a report or of a notification, in the words that the store has.</summary>
    public const string Outcome = "outcome";

    public const string Severity = "severity";

    /// <summary>The policy's name of a channel.</summary>
    public const string Channel = "channel";

    /// <summary>What a notification is about, in the words that the store has.</summary>
    public const string Kind = "kind";
}
