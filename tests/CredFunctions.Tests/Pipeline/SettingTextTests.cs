namespace CredFunctions.Tests.Pipeline;

public sealed class SettingTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t\n", null)]
    [InlineData("@Microsoft.KeyVault(VaultName=kv;SecretName=x)", null)]
    [InlineData(" @microsoft.keyvault(SecretUri=https://kv.vault.azure.net/secrets/x)", null)]
    [InlineData(" value ", "value")]
    [InlineData("@Microsoft.KeyVault", "@Microsoft.KeyVault")]
    public void What_is_empty_or_a_reference_that_is_not_resolved_is_no_value(string? text, string? value) => SettingText.Of(text).Should().Be(value);
}
