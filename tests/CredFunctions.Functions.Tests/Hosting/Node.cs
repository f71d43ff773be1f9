using CredFunctions.IntegrationTests.Azurite;

namespace CredFunctions.Functions.Tests.Hosting;

/// <summary>Node.js with the packages of tests/package.json.</summary>
internal static class Node
{
    /// <summary>The program, and the path of a file in a package. Skips the test where the package cannot be had.</summary>
    public static async Task<(string Program, string File)> WithAsync(string file)
    {
        var (node, npm) = (NodeTools.Find("node"), NodeTools.Find("npm"));
        Assert.SkipWhen(node is null || npm is null, "node or npm is not in the PATH.");
        try
        {
            return (node, await NodeTools.InstallAsync(npm, file));
        }
        catch (Exception ex) when (ex is InvalidOperationException or TimeoutException)
        {
            Assert.Skip(ex.Message);
            throw;
        }
    }
}
