namespace CredFunctions.Azure;

/// <summary>
/// The settings that the function app reads, as environment variables spell them. Secrets of channels are not among them:
/// the policy names those settings itself.
/// </summary>
public static class SettingNames
{
    /// <summary>The client id of the user-assigned identity that everything signs in with.</summary>
    public const string ClientId = "AZURE_CLIENT_ID";

    /// <summary>
    /// The connection of the blob trigger, the poison queue and every blob and table: the account that holds the reports.
    /// </summary>
    public const string ReportStorage = "ReportStorage";

    public const string ReportStorageBlobUri = "ReportStorage__blobServiceUri";

    public const string ReportStorageQueueUri = "ReportStorage__queueServiceUri";

    public const string ReportStorageTableUri = "ReportStorage__tableServiceUri";

    /// <summary>The connection of every queue.</summary>
    public const string ServiceBus = "ServiceBus";

    public const string ServiceBusNamespace = "ServiceBus__fullyQualifiedNamespace";

    /// <summary>When the sweep runs, as an NCRONTAB expression.</summary>
    public const string SweepSchedule = "SweepSchedule";

    /// <summary>Accounts a message, 1 to 100.</summary>
    public const string AccountsPerMessage = "CredFunctions__AccountsPerMessage";

    public const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
}
