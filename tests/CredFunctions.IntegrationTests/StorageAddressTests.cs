using Azure.Identity;

using CredFunctions.Azure;

namespace CredFunctions.IntegrationTests;

public sealed class StorageAddressTests
{
    [Theory]
    [InlineData("https://acme.blob.core.windows.net")]
    [InlineData(" https://acme.table.core.windows.net/ ")]
    [InlineData("https://acme.dfs.core.chinacloudapi.cn/")]
    public void A_url_is_entered_without_a_secret(string url)
    {
        var address = StorageAddress.Parse(url, "--storage");

        address.NeedsSignIn.Should().BeTrue();
        FluentActions.Invoking(() => AzureStorage.Connect(address)).Should().NotThrow();
    }

    [Fact]
    public void A_url_of_one_service_leads_to_all()
    {
        var address = StorageAddress.Parse("https://acme.dfs.core.chinacloudapi.cn", "--storage");
        var credential = new DefaultAzureCredential();

        address.Blobs(credential, new()).Uri.Should().Be(new Uri("https://acme.blob.core.chinacloudapi.cn/"));
        address.Tables(credential, new()).Uri.Should().Be(new Uri("https://acme.table.core.chinacloudapi.cn/"));
    }

    [Fact]
    public void A_connection_string_has_its_own_key()
    {
        var address = StorageAddress.Parse("UseDevelopmentStorage=true", "--storage");

        address.NeedsSignIn.Should().BeFalse();
        FluentActions.Invoking(() => AzureStorage.Connect(address)).Should().NotThrow();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("http://acme.blob.core.windows.net")]
    [InlineData("https://acme.example")]
    [InlineData("https://.blob.core.windows.net")]
    [InlineData("https://acme.blob.core.windows.net/reports")]
    [InlineData("https://acme.blob.core.windows.net/?sv=1&sig=c2VjcmV0")]
    [InlineData("acme")]
    [InlineData("AccountName=acme")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=c2VjcmV0!;EndpointSuffix=core.windows.net")]
    public void Anything_else_is_refused_with_the_name_of_its_setting_and_without_its_text(string? text)
    {
        var refused = FluentActions.Invoking(() => AzureStorage.Connect(StorageAddress.Parse(text, "--storage"))).Should().Throw<FormatException>().Which;

        refused.Message.Should().StartWith("--storage ").And.Contain("https://myaccount.blob.core.windows.net").And.NotContain("c2VjcmV0");
        refused.ToString().Should().NotContain("c2VjcmV0");
    }
}
