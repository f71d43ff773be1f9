using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;

using CredFunctions.Azure.Evidence;
using CredFunctions.Azure.Inbox;
using CredFunctions.Azure.Policies;
using CredFunctions.Azure.Tables;
using CredFunctions.Policy.Json;

namespace CredFunctions.Azure;

/// <summary>Everything that CredFunctions keeps in one storage account.</summary>
public sealed class AzureStorage
{
    private const int Retries = 5;

    private readonly BlobServiceClient blobs;
    private readonly TableServiceClient tables;

    private AzureStorage(BlobServiceClient blobs, TableServiceClient tables)
    {
        this.blobs = blobs;
        this.tables = tables;
        Store = new TableAuditStore(tables);
        Inbox = new BlobReportInbox(blobs);
        Evidence = new BlobEvidenceStore(blobs);
        Backup = new TableBackup(tables);
    }

    public TableAuditStore Store { get; }

    public BlobReportInbox Inbox { get; }

    public BlobEvidenceStore Evidence { get; }

    /// <summary>The URL by which a command names the account; null for an emulator, which has none with https.</summary>
    public string? Address => blobs.Uri.Scheme == Uri.UriSchemeHttps ? blobs.Uri.GetLeftPart(UriPartial.Authority) : null;

    public TableBackup Backup { get; }

    /// <param name="channels">One reader for each kind of channel that a policy may name.</param>
    public BlobPolicies PoliciesWith(IReadOnlyList<IChannelReader> channels) => new(blobs, channels);

    /// <summary>Connects. Nothing is sent yet.</summary>
    /// <param name="address">The storage account.</param>
    /// <param name="credential">The identity that signs in where the address has no key; by default that of the environment.</param>
    /// <exception cref="FormatException">The address cannot be used; the message names the setting that it comes from.</exception>
    public static AzureStorage Connect(StorageAddress address, TokenCredential? credential = null) =>
        Connect(address, credential, _ => { });

    /// <summary>Creates missing containers and tables. In production the deployment creates them; no handler calls this.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        foreach (var container in (
            string[])[ResourceNames.ReportsContainer, ResourceNames.RejectedContainer, ResourceNames.EvidenceContainer,
            ResourceNames.IndexContainer, ResourceNames.ConfigContainer])
            await blobs.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        foreach (var table in ResourceNames.Tables)
            await tables.CreateTableIfNotExistsAsync(table, cancellationToken);
    }

    internal static AzureStorage Connect(StorageAddress address, TokenCredential? credential, Action<ClientOptions> configure)
    {
        if (address.NeedsSignIn)
            credential ??= new DefaultAzureCredential();
        // Other tools write names that begin or end with a slash; a client that takes it off looks for another blob.
        var forBlobs = Configured(new BlobClientOptions { TrimBlobNameSlashes = false }, configure);
        var forTables = Configured(new TableClientOptions(), configure);
        return new AzureStorage(address.Blobs(credential, forBlobs), address.Tables(credential, forTables));
    }

    private static TOptions Configured<TOptions>(TOptions options, Action<ClientOptions> configure)
        where TOptions : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = Retries;
        options.Diagnostics.ApplicationId = "CredFunctions";
        configure(options);
        return options;
    }
}
