namespace CredFunctions.InfraTests.Bicep;

/// <summary>How a run of the compiler ended.</summary>
public sealed record BicepResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Fails the test with what the compiler said, unless it ended well.</summary>
    public BicepResult Succeeded()
    {
        ExitCode.Should().Be(0, Output + Errors);
        return this;
    }
}
