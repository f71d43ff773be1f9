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
    public const int LogBytesAnExecution = 4_000;
    public const int AsksAReport = 2;
    public const int NotificationsAReport = 2;

    // Counted in the code: what a step reads and writes.
    public const int TableTransactionsAChunk = 4;
    public const int TableTransactionsAReport = 40 + (16 * 4);
    public const int BlobReadsAStep = 1;

    // Of the first deployment's parameters; a test holds them together.
    public const decimal InstanceGb = 2;
    public const int AlwaysReadyInstances = 1;
    public const int Instances = 40;
    public const int ConcurrentCalls = 8;
    public const int ReportRetentionDays = 400;
    public const int EvidenceRetentionDays = 1_095;
    public const int DaysUntilEvidenceIsCool = 30;
    public const int QueueMegabytes = 5_120;
    public const int MetricAlerts = 5;
    public const int LogAlerts = 5;
}
