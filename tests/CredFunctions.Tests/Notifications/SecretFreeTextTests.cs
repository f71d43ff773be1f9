using CredFunctions.Channels.Http;

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

    [Theory]
    [InlineData("https://flow.example.com/x?sig=ab%2Bcd%2Fef", "got ab+cd/ef")]
    [InlineData("Bearer abc-def", "token abc-def")]
    [InlineData("pass\"word", "{\"error\":\"pass\\u0022word\"}")]
    public void Takes_out_a_secret_that_a_server_repeats_in_another_form(string secret, string answer) =>
        new SecretFreeText(secret).Of(answer).Should().Contain("***").And.NotContainAny("ab+cd", "abc-def", "word");
}
