using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

using CredFunctions.Tests.Building;

namespace CredFunctions.Functions.Tests;

/// <summary>What is published holds the real Service Bus extension, whatever was built in the same folder before.</summary>
public sealed class PublishingTests
{
    private const string Extension = "Microsoft.Azure.Functions.Worker.Extensions.ServiceBus";

    [Theory]
    [InlineData("functions/CredFunctions.Functions.csproj", "--configuration", "Release")]
    [InlineData("functions/CredFunctions.Functions.csproj", "--configuration", "Release", "--no-build")]
    [InlineData("tests/StandIns/FunctionApp/FunctionApp.csproj", "--configuration", "Debug", "--no-build")]
    public async Task Publishing_fails_and_names_the_extension_or_has_the_real_one(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("publishing");
        try
        {
            var (exitCode, output) = await PublishAsync([.. arguments, "--output", folder.FullName]);

            var assembly = Path.Combine(folder.FullName, $"{Extension}.dll");
            if (exitCode == 0)
                IsReal(assembly).Should().BeTrue(output);
            else
                output.Should().Contain(Extension);
            (exitCode != 0 && File.Exists(assembly)).Should().BeFalse("a failed publish leaves nothing to deploy");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The real one names the host's extension, for which the SDK looks; the stand-in has none.
    private static bool IsReal(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return metadata.TypeReferences.Any(type => metadata.GetString(metadata.GetTypeReference(type).Name) == "ExtensionInformationAttribute");
    }

    private static async Task<(int ExitCode, string Output)> PublishAsync(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["publish", .. arguments, "--disable-build-servers"])
        {
            WorkingDirectory = RepositoryFile.At(""),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }
}
