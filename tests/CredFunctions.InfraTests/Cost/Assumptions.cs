namespace CredFunctions.InfraTests.Cost;

/// <summary>What a report costs in work and room: measured where it says so, else assumed on the high side.</summary>
public static class Assumptions
{
    public const int DaysAMonth = 30;

    /// <summary>Accounts of one main account, and so of one report: what Tencent Cloud allows.</summary>
    public const int AccountsAReport = 1_000;

    // Measured on samples/credential-report.csv: 73 accounts, 49 of them with findings, far more than a well-kept estate has.
    public const int MessageBytesAnAccount = 770;
    public const int StateBytesAnAccount = 2_750;
    public const int EvidenceBytesAnAccount = 4_980;
    public const int EvidenceFiles = 9;

    /// <summary>Bytes of a row of a report: measured on the generated one of the benchmarks.</summary>
    public const int ReportBytesAnAccount = 308;

    // Assumed. A function runs for whole seconds at least, as far as the bill goes.
    public const double SecondsAnIngestion = 5;
    public const double SecondsAChunk = 1;
    public const double SecondsACompletion = 5;
    public const double SecondsADelivery = 2;
    public const double SecondsASweep = 30;
    public const int LogBytesAnExecution = 5_000;
    public const int LogBytesAnAccess = 1_000;
    public const int AsksAReport = 2;
    public const int NotificationsAReport = 2;

    // Counted in the code: what a step reads and writes.
    public const int TableTransactionsAChunk = 4;
    public const int TableTransactionsAReport = 40 + (16 * 4);
    public const int BlobReadsAStep = 1;

    /// <summary>How often the platform looks into the queue of poisoned reports, which is a read that is logged: assumed.</summary>
    public const int PollsADay = 24 * 60 * 6;

    /// <summary>
    /// Seconds between two instances that are added for a queue whose length the platform may not read, as Microsoft documents for triggers
    /// other than HTTP.
    /// </summary>
    public const int SecondsAnAddedInstance = 30;

    /// <summary>
    /// What scales by itself: the group of blob triggers, and each function with another trigger. Over zones the platform keeps two instances
    /// of each that never sleep. A test counts them.
    /// </summary>
    public const int ScalingGroups = 7;
    public const int InstancesAGroupOverZones = 2;

    // Of the first deployment's parameters; a test holds them together.
    public const decimal InstanceGb = 2;
    public const int AlwaysReadyInstances = 1;
    public const int Instances = 40;
    public const int ConcurrentCalls = 8;
    public const int ReportRetentionDays = 400;
    public const int EvidenceRetentionDays = 1_095;
    public const int DaysUntilEvidenceIsCool = 30;
    public const int SoftDeleteDays = 14;

    /// <summary>Runs of a lifecycle rule from the last day of a blob until soft delete has its version.</summary>
    public const int LifecycleDays = 3;
    public const int QueueMegabytes = 5_120;
    public const int MetricAlerts = 5;
    public const int LogAlerts = 5;
}
