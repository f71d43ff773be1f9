using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>How the result of a scan is written.</summary>
internal interface IScanOutput
{
    /// <summary>Whether <see cref="Write"/> reads the accounts once more.</summary>
    bool ReadsAgain { get; }

    /// <summary>Takes an account while the report is counted; its state cannot be made after the call.</summary>
    void Take(ScannedAccount account);

    void Write(ScanResult result);

    /// <summary>Writes that the report is held, and why.</summary>
    void WriteHold(string reportId, string reason);

    void WriteRejection(Rejection rejection);
}
