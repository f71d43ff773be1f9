using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests;

public sealed class SnapshotTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("production")]
    [InlineData("china")]
    [InlineData("events")]
    public async Task What_is_deployed_is_what_was_approved(string parameters)
    {
        var approved = RepositoryFile.At($"tests/CredFunctions.InfraTests/Approved/{parameters}.snapshot.json");
        var received = RepositoryFile.At($"tests/CredFunctions.InfraTests/Approved/{parameters}.received.json");

        var snapshot = (await Deployment.OfAsync(parameters)).Snapshot;

        if (File.Exists(approved) && await File.ReadAllTextAsync(approved) == snapshot)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, snapshot);
        Assert.Fail($"Other resources than approved: compare {received} with {approved}, and replace it when the change is meant.");
    }
}
