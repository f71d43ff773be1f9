using CredFunctions.Notifications.Http;

namespace CredFunctions.Tests.Notifications;

public sealed class SecretFreeTextTests
{
    [Theory]
    [InlineData("Cannot reach https://flow.example.com/workflows/abc?api-version=1&sig=SeCrEt_1")]
    [InlineData("Cannot reach /workflows/abc?api-version=1&sig=SeCrEt_1 on flow.example.com")]
    [InlineData("The signature SeCrEt_1 is wrong")]
    public void Nothing_of_the_secret_is_left(string text)
    {
        var shown = new SecretFreeText("https://flow.example.com/workflows/abc?api-version=1&sig=SeCrEt_1", null, "").Of(text);

        shown.Should().NotContain("SeCrEt").And.NotContain("workflows/abc").And.Contain("***");
    }

    [Fact]
    public void The_rest_stays() => new SecretFreeText("pass-word").Of("Connection refused (127.0.0.1:25)").Should().Be("Connection refused (127.0.0.1:25)");
}
