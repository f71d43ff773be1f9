using System.Diagnostics;

namespace CredFunctions.InfraTests.Hooks;

/// <summary>
/// Runs a hook with an <c>az</c> that answers what a test says and writes down what it was asked. Answers are given in turn,
/// the last one again and again; "!" is a failure.
/// </summary>
public sealed class StubbedShell : IDisposable
{
    private const string Stub = """
        #!/bin/sh
        printf '%s\n' "$*" >>"$STUB_FOLDER/calls"
        words=
        for word in "$@"; do
          case $word in -*) break ;; esac
          words="$words${words:+ }$word"
        done
        answers="$STUB_FOLDER/$words"
        [ -f "$answers" ] || exit 0
        answer=$(head -n 1 "$answers")
        if [ "$(wc -l <"$answers")" -gt 1 ]; then
          sed 1d "$answers" >"$answers.rest" && mv "$answers.rest" "$answers"
        fi
        [ "$answer" != '!' ] || exit 1
        printf '%s\n' "$answer"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder = Directory.CreateTempSubdirectory("credfunctions-hooks-").FullName;
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal)
    {
        ["AZURE_ENV_NAME"] = "first",
        ["AZURE_LOCATION"] = "westeurope",
        ["AZURE_RESOURCE_GROUP"] = "rg-credfunctions",
        ["AZURE_FUNCTION_APP_NAME"] = "func",
        ["REPORT_STORAGE_ACCOUNT"] = "streports",
        ["KEY_VAULT_NAME"] = "kv",
        ["PAUSE_SECONDS"] = "0",
    };

    public StubbedShell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hooks run in a POSIX shell.");
        var az = At("az");
        File.WriteAllText(az, Stub.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>What <c>az</c> was asked, in order, but for who is signed in.</summary>
    public IReadOnlyList<string> Calls =>
        File.Exists(At("calls")) ? [.. File.ReadAllLines(At("calls")).Where(call => !call.StartsWith("account ", StringComparison.Ordinal))] : [];

    public string At(string name) => Path.Combine(folder, name);

    public StubbedShell Answer(string command, params string[] answers)
    {
        File.WriteAllText(At(command), string.Concat(answers.Select(answer => answer + "\n")));
        return this;
    }

    public StubbedShell Set(string variable, string? value)
    {
        if (value is null)
            variables.Remove(variable);
        else
            variables[variable] = value;
        return this;
    }

    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(string hook)
    {
        var start = new ProcessStartInfo("sh", [RepositoryFile.At($"infra/hooks/{hook}.sh")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["STUB_FOLDER"] = folder;
        start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
