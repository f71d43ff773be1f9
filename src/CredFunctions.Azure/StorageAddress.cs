using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace CredFunctions.Azure;

/// <summary>Where the storage account is: a connection string, or a URL that is entered without a secret.</summary>
public sealed class StorageAddress
{
    private const string Wanted =
        "write the URL of a storage account, such as https://myaccount.blob.core.windows.net, or its connection string";

    private readonly string? connectionString;
    private readonly Uri? blobs;
    private readonly Uri? tables;
    private readonly string setting;

    private StorageAddress(string setting, string? connectionString, Uri? blobs, Uri? tables)
    {
        this.setting = setting;
        this.connectionString = connectionString;
        this.blobs = blobs;
        this.tables = tables;
    }

    /// <summary>Whether a sign-in is needed; a connection string has its own key.</summary>
    public bool NeedsSignIn => connectionString is null;

    /// <summary>Reads an address.</summary>
    /// <param name="text">The URL of any service of the account, or a connection string.</param>
    /// <param name="setting">The setting or option that it comes from; every message names it. None repeats the text, which may hold
    /// a key.</param>
    /// <exception cref="FormatException">Describes what would have been right.</exception>
    public static StorageAddress Parse(string? text, string setting)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            throw new FormatException($"{setting} is empty: {Wanted}.");
        if (!text.Contains("://", StringComparison.Ordinal) || text.Contains(';', StringComparison.Ordinal))
            return new StorageAddress(setting, text, blobs: null, tables: null);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
            throw new FormatException($"{setting} is not an https URL: {Wanted}.");
        if (url.Query.Length > 0 || url.UserInfo.Length > 0 || url.AbsolutePath != "/")
            throw new FormatException($"{setting} has more than the name of a host; a signed URL is not supported: {Wanted}.");
        return url.Host.Split('.', 3) is [{ Length: > 0 } account, "blob" or "table" or "queue" or "file" or "dfs", { Length: > 0 } cloud]
            ? new StorageAddress(setting, connectionString: null, HostOf(account, "blob", cloud), HostOf(account, "table", cloud))
            : throw new FormatException($"{setting} is no URL of a storage account: {Wanted}.");
    }

    /// <summary>
    /// Reads the settings that a Functions app has of its storage account: a connection string, or the URL of each service.
    /// </summary>
    /// <param name="setting">Returns the text of a setting by its name in <see cref="SettingNames"/>.</param>
    /// <exception cref="FormatException">Names the setting, and describes what would have been right.</exception>
    public static StorageAddress OfSettings(Func<string, string?> setting)
    {
        if (SettingText.Of(setting(SettingNames.ReportStorage)) is { } connectionString)
            return Parse(connectionString, SettingNames.ReportStorage);

        // The trigger and the poison queue need the queues, though nothing here does.
        _ = ServiceUrl(SettingNames.ReportStorageQueueUri, "queue", setting);
        var blobs = ServiceUrl(SettingNames.ReportStorageBlobUri, "blob", setting);
        return new StorageAddress(
            SettingNames.ReportStorageBlobUri, connectionString: null, blobs,
            ServiceUrl(SettingNames.ReportStorageTableUri, "table", setting));
    }

    internal BlobServiceClient Blobs(TokenCredential? credential, BlobClientOptions options) =>
        blobs is null ? Connected(text => new BlobServiceClient(text, options)) : new BlobServiceClient(blobs, credential, options);

    internal TableServiceClient Tables(TokenCredential? credential, TableClientOptions options) =>
        tables is null ? Connected(text => new TableServiceClient(text, options)) : new TableServiceClient(tables, credential, options);

    private static Uri ServiceUrl(string name, string service, Func<string, string?> setting)
    {
        var text = SettingText.Of(setting(name));
        if (text is null)
        {
            throw new FormatException(
                $"{name} is not set: write the URL of the storage account's {service} service, "
                    + $"such as https://myaccount.{service}.core.windows.net; "
                    + $"or set {SettingNames.ReportStorage} to its connection string.");
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme == Uri.UriSchemeHttps
            && url.Query.Length == 0
            && url.UserInfo.Length == 0
            ? url
            : throw new FormatException(
                $"{name} is not an https URL without a query: write the URL of the {service} service, "
                    + $"such as https://myaccount.{service}.core.windows.net.");
    }

    private static Uri HostOf(string account, string service, string cloud) => new($"https://{account}.{service}.{cloud}/");

    // The client's message may repeat parts of the connection string.
    private TClient Connected<TClient>(Func<string, TClient> connect)
    {
        try
        {
            return connect(connectionString!);
        }
        catch (Exception ex) when (ex is FormatException or ArgumentException or InvalidOperationException)
        {
            // Reported below.
        }

        throw new FormatException($"{setting} is no connection string of a storage account: {Wanted}.");
    }
}
