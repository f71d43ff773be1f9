using CredFunctions.Pipeline;

namespace CredFunctions.InfraTests.Cost;

/// <summary>What a day's accounts make of messages, executions, rows and bytes. Everything is a day's, but for what is kept.</summary>
public sealed record Usage(long Accounts)
{
    private const int Buckets = 16;
    private const int BytesAnOperation = 64 * 1024;

    public long Reports => Math.Max(1, Accounts / Assumptions.AccountsAReport);

    private long AccountsAReport => Accounts / Reports;

    /// <summary>A chunk is of one of a source's 16 buckets and holds a hundred accounts at most.</summary>
    public long Chunks => Reports * Buckets * Math.Max(1, (long)Math.Ceiling(AccountsAReport / (double)(Buckets * PipelineLimits.MaxAccountsPerMessage)));

    public long Messages => Chunks + (Reports * (Assumptions.AsksAReport + Assumptions.NotificationsAReport));

    /// <summary>Sent, received and settled; what is sent and received counts by 64 KiB.</summary>
    public long ServiceBusOperations
    {
        get
        {
            var pieces = (long)Math.Ceiling(ChunkBytes / (double)BytesAnOperation);
            return (Chunks * ((2 * pieces) + 1)) + ((Messages - Chunks) * 3);
        }
    }

    public long QueuedBytes => Accounts * Assumptions.MessageBytesAnAccount;

    public long Executions => Reports + Messages + 24;

    public double ExecutionSeconds =>
        (Reports * (Assumptions.SecondsAnIngestion + (Assumptions.AsksAReport * Assumptions.SecondsACompletion) + (Assumptions.NotificationsAReport * Assumptions.SecondsADelivery)))
        + (Chunks * Assumptions.SecondsAChunk) + (24 * Assumptions.SecondsASweep);

    public long TableTransactions => (Chunks * Assumptions.TableTransactionsAChunk) + (Reports * Assumptions.TableTransactionsAReport);

    /// <summary>Rows read and written: what the limits of tables are counted in.</summary>
    public long TableRows => Accounts * 3;

    public double StateGb => Gb(Accounts * Assumptions.StateBytesAnAccount);

    /// <summary>Until nothing is left of them: versions and what soft delete keeps are paid for like any blob.</summary>
    public double ReportGb => Gb(Accounts * Assumptions.ReportBytesAnAccount) * Assumptions.ReportRetentionDays;

    public double HotEvidenceGb => Gb(Accounts * Assumptions.EvidenceBytesAnAccount) * Assumptions.DaysUntilEvidenceIsCool;

    public double CoolEvidenceGb => Gb(Accounts * Assumptions.EvidenceBytesAnAccount) * EvidenceDaysWhileCool;

    /// <summary>Evidence becomes cool one file at a time, each a write in the cool tier.</summary>
    public long CoolWrites => Reports * Assumptions.EvidenceFiles;

    public long BlobWrites => Reports * (Assumptions.EvidenceFiles + 2);

    public long BlobReads => Executions * Assumptions.BlobReadsAStep;

    public long Mails => Reports * Assumptions.NotificationsAReport;

    /// <summary>Of functions, and of every access to storage.</summary>
    public double LogGb => Gb((Executions * Assumptions.LogBytesAnExecution) + (StorageAccesses * Assumptions.LogBytesAnAccess));

    /// <summary>Seconds that the instances which never sleep work: they take arriving reports.</summary>
    public double AlwaysReadySeconds => Reports * Assumptions.SecondsAnIngestion;

    private static int EvidenceDaysWhileCool =>
        Assumptions.EvidenceRetentionDays - Assumptions.DaysUntilEvidenceIsCool + Assumptions.LifecycleDays + Assumptions.SoftDeleteDays;

    private long StorageAccesses => TableTransactions + BlobWrites + BlobReads + Assumptions.PollsADay;

    private double ChunkBytes => (double)Accounts / Chunks * Assumptions.MessageBytesAnAccount;

    private static double Gb(double bytes) => bytes / 1e9;
}
