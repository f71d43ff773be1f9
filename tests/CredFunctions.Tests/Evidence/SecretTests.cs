using System.Text;

using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Evidence;

public sealed class SecretTests
{
    private const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA";

    [Theory]
    [InlineData(Column.Username)]
    [InlineData(Column.AccessKey1Status)]
    [InlineData(Column.UserType)]
    [InlineData(Column.LastConsoleLoginTime)]
    [InlineData(Column.AccessKey2SecretId)]
    public async Task No_file_holds_a_SecretId_whole_wherever_it_stands(Column column)
    {
        var row = AccountRow.Machine().WithKey(KeySlot.One, 400, secretId: SecretId).With(column, column is Column.Username ? $"key {SecretId}" : SecretId);

        var written = await WrittenEvidence.OfAsync(Report.Of(row).Bytes(), name: $"{SecretId}.csv");

        foreach (var (file, bytes) in written.Files)
            Encoding.UTF8.GetString(bytes).Should().NotContain(SecretId[..16], file);
    }

    [Fact]
    public async Task An_unknown_column_called_like_a_SecretId_is_masked()
    {
        var report = new Report().WithHeader($"{Report.Header},{SecretId}").Line($"{AccountRow.Clean().Csv()},x");

        var written = await WrittenEvidence.OfAsync(report.Bytes());

        foreach (var (file, bytes) in written.Files)
            Encoding.UTF8.GetString(bytes).Should().NotContain(SecretId[..16], file);
    }
}
