namespace CredFunctions.Tests.Policy;

/// <summary>A policy is kept for long and read by many: a secret in it is refused, and not repeated.</summary>
public sealed class PolicySecretTests
{
    [Theory]
    [InlineData("https://prod-1.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?api-version=1&sig=SeCrEt")]
    [InlineData("https://app.azurewebsites.net/api/x?code=SeCrEt")]
    [InlineData("https://user:SeCrEt@mail.example.com/")]
    [InlineData("smtp://user:SeCrEt@mail.example.com:25")]
    [InlineData("endpoint=https://x.communication.azure.com/;accesskey=SeCrEt")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=SeCrEt")]
    [InlineData("?sv=2024&SIG=SeCrEt")]
    [InlineData("-----BEGIN PRIVATE KEY----- SeCrEt")]
    public void Refuses_a_value_that_looks_like_a_secret_wherever_it_stands(string secret)
    {
        foreach (var (json, path) in new[]
        {
            ("{ \"channels\": { \"c\": { \"kind\": \"teams\", \"urlSetting\": \"@\" } }, \"routes\": [{ \"channels\": [\"c\"] }] }", "$.channels.c.urlSetting"),
            ("{ \"channels\": { \"c\": { \"kind\": \"webhook\", \"url\": \"@\" } }, \"routes\": [{ \"channels\": [\"c\"] }] }", "$.channels.c.url"),
            ("{ \"digest\": \"@\" }", "$.digest"),
            ("{ \"machineAccounts\": [\"@\"] }", "$.machineAccounts[0]"),
            ("{ \"exceptions\": [{ \"rule\": \"console-idle\", \"account\": \"a\", \"reason\": \"@\", \"owner\": \"o\", \"until\": \"2027-01-01\" }] }", "$.exceptions[0].reason"),
        })
        {
            var error = PolicyText.Error(json.Replace("@", secret, StringComparison.Ordinal));
            error.Path.Should().Be(path);
            error.Problem.Should().Be("looks like a secret");
            error.Allowed.Should().Contain("the name of a setting");
            error.ToString().Should().NotContain("SeCrEt");
        }
    }

    [Theory]
    [InlineData("smtp", "password")]
    [InlineData("acs", "connectionString")]
    [InlineData("webhook", "api_key")]
    [InlineData("webhook", "bearerToken")]
    public void Says_where_a_secret_belongs_when_a_key_asks_for_one(string kind, string key)
    {
        var errors = PolicyText.Read($$"""{ "channels": { "c": { "kind": "{{kind}}", "{{key}}": "SeCrEt" } } }""").Errors;
        var error = errors.Should().ContainSingle(error => error.Path == $"$.channels.c.{key}").Which;
        error.Allowed.Should().Contain("the name of a setting");
        errors.Should().NotContain(error => error.ToString().Contains("SeCrEt"));
    }

    [Theory]
    [InlineData("See https://wiki.example.com/page?id=7&key=SEC-12")]
    [InlineData("Ticket 4711; password policy says so")]
    [InlineData("Ask: security@example.com")]
    public void Leaves_other_text_alone(string reason) =>
        PolicyText.Policy($$"""{ "exceptions": [{ "rule": "console-idle", "account": "a", "reason": "{{reason}}", "owner": "o", "until": "2027-01-01" }] }""")
            .Exceptions.All.Should().ContainSingle().Which.Reason.Should().Be(reason);

    [Fact]
    public void Never_repeats_a_SecretId_that_stands_for_its_mask()
    {
        var reading = PolicyText.Read("""{ "exceptions": [{ "rule": "access-key-unused", "account": "a", "key": "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "reason": "r", "owner": "o", "until": "2027-01-01" }] }""");
        reading.Warnings.Should().ContainSingle().Which.ToString().Should().Contain("AKIDz8kr…MPLE").And.NotContain("bsJ5yKBZ");
    }
}
