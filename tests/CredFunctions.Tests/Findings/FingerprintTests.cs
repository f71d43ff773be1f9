using CredFunctions.Findings;

namespace CredFunctions.Tests;

public sealed class FingerprintTests
{
    [Fact]
    public void Is_the_one_that_was_published_as_test_vector() =>
        Fingerprint.Of("default", "access-key-leak-risk", "100000000001"u8, "AKIDaaaaaaaaaaaaaa"u8).Should().Be("8960d0b0046fbc2c3fe3ef5d68554282");
}
