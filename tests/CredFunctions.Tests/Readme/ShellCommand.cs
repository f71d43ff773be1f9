using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.Text;

using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Readme;

/// <summary>A line of a shell block, and the exit code that its comment promises.</summary>
internal sealed record ShellCommand(string Text, int ExitCode)
{
    private const string Comment = "# exit code ";
    private const string State = "audit.db";

    private static readonly string[] Prefixes = ["dotnet run -c Release --project src/CredFunctions.Cli -- ", "credfunctions "];

    /// <summary>Whether it starts the command of this project, in one of the two ways that the README names.</summary>
    public bool IsOurs => Array.Exists(Prefixes, prefix => Text.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>The arguments, with the samples where they are and without redirection.</summary>
    private string[] Words
    {
        get
        {
            var prefix = Array.Find(Prefixes, prefix => Text.StartsWith(prefix, StringComparison.Ordinal))!;
            return [.. CommandLineParser.SplitCommandLine(Text[prefix.Length..])
                .Select(word => word.StartsWith("samples/", StringComparison.Ordinal) ? RepositoryFile.At(word) : word)];
        }
    }

    public static ShellCommand Parse(string line)
    {
        var comment = line.IndexOf(Comment, StringComparison.Ordinal);
        return comment < 0
            ? new ShellCommand(line, 0)
            : new ShellCommand(line[..comment].TrimEnd(), int.Parse(line[(comment + Comment.Length)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Runs it in this process, on the day from which tests count, and with a state that is new.</summary>
    public CommandRun Run()
    {
        using var folder = new TemporaryFolder();
        string[] words = [.. Words.Select(word => word == State ? Path.Combine(folder.Path, State) : word)];
        return words is [.. var arguments, "<", var input]
            ? CommandRun.WithInput(File.ReadAllBytes(input), arguments)
            : CommandRun.Of(words);
    }

    /// <summary>Runs the built program in a process of its own.</summary>
    public (int ExitCode, string Output) RunProcess()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "credfunctions.dll");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var process = Process.Start(new ProcessStartInfo(host, ["exec", program, .. Words])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
