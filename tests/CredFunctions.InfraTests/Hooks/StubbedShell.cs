using System.Diagnostics;
using System.Globalization;

namespace CredFunctions.InfraTests.Hooks;

/// <summary>
/// Runs a hook with an <c>az</c> that gives the answers of a test and records its calls. Answers are given in turn, the last one
/// repeatedly; "!" is a failure. Pauses take no time, but the clock goes on by them.
/// </summary>
public sealed class StubbedShell : IDisposable
{
    private const string Stub = """
        #!/bin/sh
        printf '%s\n' "$*" >>"$STUB_FOLDER/calls"
        case "$*" in *"storage blob download"*) cp "$STUB_FOLDER/policy" "$(printf '%s' "$*" | sed 's/.*--file \([^ ]*\).*/\1/')" ;; esac
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

    private const string Azd = """
        #!/bin/sh
        printf '%s\n' "$*" >>"$STUB_FOLDER/azd-calls"
        """;

    private const string Sleep = """
        #!/bin/sh
        echo $(($(cat "$STUB_FOLDER/clock") + $1)) >"$STUB_FOLDER/clock"
        """;

    private const string Date = """
        #!/bin/sh
        [ "$1" != +%s ] || exec cat "$STUB_FOLDER/clock"
        PATH=${PATH#*:} exec date "$@"
        """;

    /// <summary>The subscription of the deployment, which is not the user's default.</summary>
    public const string Subscription = "11111111-2222-3333-4444-555555555555";

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
        ["AZURE_SUBSCRIPTION_ID"] = Subscription,
    };

    public StubbedShell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hooks run in a POSIX shell.");
        File.WriteAllText(At("clock"), "0");
        foreach (var (name, script) in ((string, string)[])[("az", Stub), ("azd", Azd), ("sleep", Sleep), ("date", Date)])
        {
            File.WriteAllText(At(name), script.ReplaceLineEndings("\n"));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(At(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>For how long the hook paused.</summary>
    public TimeSpan Paused => TimeSpan.FromSeconds(int.Parse(File.ReadAllText(At("clock")), CultureInfo.InvariantCulture));

    /// <summary>The calls of <c>az</c> in order.</summary>
    public IReadOnlyList<string> AllCalls => File.Exists(At("calls")) ? File.ReadAllLines(At("calls")) : [];

    /// <summary>The calls but for the look whether somebody is signed in, without the subscription that each of them names.</summary>
    public IReadOnlyList<string> Calls =>
    [
        .. AllCalls.Where(call => !call.StartsWith("account show", StringComparison.Ordinal))
            .Select(call => call.Replace($" --subscription {Subscription}", "", StringComparison.Ordinal)),
    ];

    /// <summary>The calls of <c>azd</c> in order.</summary>
    public IReadOnlyList<string> AzdCalls => File.Exists(At("azd-calls")) ? File.ReadAllLines(At("azd-calls")) : [];

    public string At(string name) => Path.Combine(folder, name);

    public StubbedShell Answer(string command, params string[] answers)
    {
        File.WriteAllText(At(command), string.Concat(answers.Select(answer => answer + "\n")));
        return this;
    }

    /// <summary>The smoke report completes at once and causes no notification.</summary>
    public StubbedShell CompleteSmokeReport() => Answer("storage entity query", "Complete\treport|1f\tNone", "");

    /// <summary>There is a policy, which is downloaded.</summary>
    public StubbedShell DownloadPolicy(string policy) => Answer("storage blob exists", "true").DownloadedPolicy(policy);

    /// <summary>What is downloaded as the policy.</summary>
    public StubbedShell DownloadedPolicy(string policy)
    {
        File.WriteAllText(At("policy"), policy);
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
