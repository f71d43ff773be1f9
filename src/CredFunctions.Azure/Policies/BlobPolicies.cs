using System.Collections.Concurrent;
using System.Text;

using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Policies;

/// <summary>
/// The policy as a blob, <c>config/policy.json</c>, the roster, <c>config/roster.csv</c>, and every pair of them that was ever in
/// force.
/// </summary>
/// <remarks>
/// <c>config/accepted/{sha256}.json</c> keeps the bytes, <c>config/accepted/last</c> the hash of the one in force last. A
/// policy is kept before it is named, so whatever is named can be read.
/// </remarks>
public sealed class BlobPolicies(BlobServiceClient service, IReadOnlyList<IChannelReader> channels) : IPolicies
{
    private const string PolicyBlob = "policy.json";
    private const string RosterBlob = "roster.csv";
    private const string LastBlob = "accepted/last";

    private readonly BlobContainerClient config = service.GetBlobContainerClient(ResourceNames.ConfigContainer);
    private readonly ConcurrentDictionary<string, PolicyDocument> known = new(StringComparer.Ordinal)
    {
        [PolicyDocument.DefaultHash] = PolicyDocument.Default,
    };

    private volatile RefusedPolicy? refused;

    public RefusedPolicy? Refused => refused;

    /// <summary>
    /// The policy in force: the defaults when there is no blob; when there is one that cannot be read, the last one that
    /// could, see <see cref="Refused"/>.
    /// </summary>
    public async Task<PolicyDocument> CurrentAsync(CancellationToken cancellationToken)
    {
        var bytes = await DownloadAsync(PolicyBlob, cancellationToken);
        if (await DownloadAsync(RosterBlob, cancellationToken) is { } roster)
            bytes = PolicyFile.WithRoster(bytes, roster);
        if (bytes is null)
        {
            refused = null;
            return PolicyDocument.Default;
        }

        var reading = PolicyFile.Read(bytes, channels);
        var last = await DownloadAsync(LastBlob, cancellationToken) is { } hash ? Encoding.ASCII.GetString(hash) : null;
        if (!reading.IsValid)
        {
            var used = last is null ? PolicyDocument.Default : await ReadAsync(last, cancellationToken);
            refused = new RefusedPolicy(reading.Hash, reading.Errors, used.Hash);
            return used;
        }

        if (last != reading.Hash)
        {
            await KeepAsync(reading.Hash, bytes, cancellationToken);
            await config.GetBlobClient(LastBlob).UploadAsync(BinaryData.FromString(reading.Hash), overwrite: true, cancellationToken);
        }

        known[reading.Hash] = reading.Policy;
        refused = null;
        return reading.Policy;
    }

    public async Task<PolicyDocument> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(hash, out var policy))
            return policy;

        var bytes = await DownloadAsync(NameOf(hash), cancellationToken)
                    ?? throw new InvalidDataException(
                        $"The policy {hash} was in force once, but is not in the container {ResourceNames.ConfigContainer} any more.");
        var reading = PolicyFile.Read(bytes, channels);
        if (reading.Hash != hash || !reading.IsValid)
            throw new InvalidDataException(
                $"The policy {hash} in the container {ResourceNames.ConfigContainer} is not as it was when it was accepted.");
        return known.GetOrAdd(hash, reading.Policy);
    }

    private static string NameOf(string hash) => $"accepted/{hash}.json";

    // One byte more than a policy and its roster may have is enough to see that one is too long.
    private static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new byte[PolicyFile.MaxLengthWithRoster + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }

    private async Task KeepAsync(string hash, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await config.GetBlobClient(NameOf(hash)).UploadAsync(BinaryData.FromBytes(bytes), onlyNew, cancellationToken);
        }
        catch (RequestFailedException ex) when (
            ex.ErrorCode == BlobErrorCode.BlobAlreadyExists || ex.ErrorCode == BlobErrorCode.ConditionNotMet)
        {
            // The name is the hash of the bytes, so they are the same.
        }
    }

    private async Task<byte[]?> DownloadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            using var download = (await config.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            return await ReadAsync(download.Content, cancellationToken);
        }
        catch (RequestFailedException ex) when (ex.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }
}
