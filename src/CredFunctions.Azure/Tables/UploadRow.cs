using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Azure.Data.Tables;

using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>An upload that was seen, in the table Reports. A blob's name may be longer than a key, so the key is its hash.</summary>
internal static class UploadRow
{
    private const string FirstKey = "upload|";
    private const string LastKey = "upload}";
    private const string UploadColumn = "Upload";
    private const string SettledColumn = "Settled";

    public static TableEntity Of(string source, Upload upload) => new(TableKey.Encode(source), KeyOf(upload.Name))
    {
        ["Name"] = upload.Name,
        ["Version"] = upload.Version,
        ["ReportId"] = upload.ReportId,
        [UploadColumn] = JsonSerializer.Serialize(upload with { IsSettled = false }, StoredJson.Upload),
        [SettledColumn] = upload.IsSettled,
    };

    /// <summary>What changes in a row when nothing is left to do with the upload.</summary>
    public static TableEntity Settled(TableEntity row) => new(row.PartitionKey, row.RowKey) { [SettledColumn] = true };

    public static string KeyOf(string name) => FirstKey + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public static string FilterOf(string source) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {TableKey.Encode(source)} and RowKey ge {FirstKey} and RowKey lt {LastKey}");

    public static Upload Read(TableEntity row)
    {
        var upload = JsonSerializer.Deserialize(row.GetString(UploadColumn), StoredJson.Upload)!;
        return upload with { IsSettled = row.GetBoolean(SettledColumn) is true };
    }
}
