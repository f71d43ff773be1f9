using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CredFunctions.Channels.Webhook;

/// <summary>HMAC-SHA256 over the timestamp, a dot and the body, which proves origin and time of a request.</summary>
internal static class WebhookSignature
{
    public const string Header = "X-CredFunctions-Signature";

    public const string TimestampHeader = "X-CredFunctions-Timestamp";

    /// <summary>The value of the header: <c>v1=</c> and 64 hex digits.</summary>
    public static string Of(string key, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hash.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + "."));
        hash.AppendData(body);
        return $"v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
