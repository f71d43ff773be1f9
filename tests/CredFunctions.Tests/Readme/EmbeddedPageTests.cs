using System.Diagnostics;
using System.Text;

using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Readme;

/// <summary>Goes through a page as a reader would: every line of a shell block, one after the other, in one folder.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class EmbeddedPageTests : IDisposable
{
    private const string LeftOut = "…";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/scan.md")]
    [InlineData("docs/report-files.md")]
    [InlineData("docs/embedded.md")]
    [InlineData("docs/backup.md")]
    public void Every_command_does_and_prints_what_the_page_says(string page)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the page is written for a Unix shell");
        CopySamples();
        string? output = null;
        foreach (var block in MarkdownBlock.In(File.ReadAllText(RepositoryFile.At(page))))
        {
            if (block.Language is "sh")
                output = block.IsWalkthrough ? string.Concat(block.Lines.Select(Run)) : null;
            else if (block.Language is "text" && output is not null)
                IsShown(block.Text, output);
        }
    }

    [Theory]
    [InlineData("watch")]
    [InlineData("status")]
    [InlineData("history")]
    [InlineData("show")]
    [InlineData("accept")]
    [InlineData("withdraw")]
    [InlineData("replay")]
    [InlineData("backup")]
    [InlineData("policy check")]
    public void Page_names_every_option(string command)
    {
        var page = File.ReadAllText(RepositoryFile.At("docs/embedded.md"));

        var help = CommandRun.Of([.. command.Split(' '), "--help"]).Output;
        foreach (var option in help.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("--", StringComparison.Ordinal)))
            page.Contains($"`{option.Split(' ')[0]}", StringComparison.Ordinal).Should().BeTrue("{0} has {1}", command, option);
    }

    private static void IsShown(string picture, string output)
    {
        var position = 0;
        foreach (var part in $"{picture}\n".Split($"{LeftOut}\n"))
        {
            var found = output.IndexOf(part, position, StringComparison.Ordinal);
            found.Should().BeGreaterThanOrEqualTo(0, "the page should show {0} as it is now:\n{1}", part, output);
            position = found + part.Length;
        }

        if (!picture.EndsWith(LeftOut, StringComparison.Ordinal))
            position.Should().Be(output.Length, "the picture ends with the output:\n{0}", output);
    }

    private string Run(string line)
    {
        var command = ShellCommand.Parse(line);
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, "credfunctions.dll");
        var script = $"credfunctions() {{ '{host}' exec '{program}' \"$@\"; }}\n{{ {command.Text}\n}} 2>&1";
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        shell.ExitCode.Should().Be(command.ExitCode, "of {0}, which printed {1}", line, output);
        return output;
    }

    private void CopySamples()
    {
        var samples = Directory.CreateDirectory(Path.Combine(folder.Path, "samples")).FullName;
        foreach (var file in Directory.EnumerateFiles(RepositoryFile.At("samples")))
            File.Copy(file, Path.Combine(samples, Path.GetFileName(file)));
    }
}
