using System.Text;
using System.Text.Json;

using CredFunctions.Cli;
using CredFunctions.Cli.Commands;

namespace CredFunctions.Tests.Cli;

/// <summary>One run of the command in this process, with streams of its own so that runs can go side by side.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public IEnumerable<string> Lines => Output.Split('\n');

    /// <summary>With one problem, one line: what a user sees on stderr.</summary>
    public string Sentence
    {
        get
        {
            Error.Should().StartWith("credfunctions: ").And.EndWith(Environment.NewLine);
            Error.TrimEnd().Should().NotContain("\n").And.NotContain("   at ");
            return Error.TrimEnd()["credfunctions: ".Length..];
        }
    }

    public static CommandRun Of(params string[] arguments) => Of([], environment => environment, arguments);

    /// <summary>A run at another time than <see cref="Now"/>.</summary>
    public static CommandRun At(DateTimeOffset now, params string[] arguments) =>
        Of([], environment => environment with { Time = new FixedTime(now) }, arguments);

    public static CommandRun WithInput(byte[] input, params string[] arguments) => Of(input, environment => environment, arguments);

    public static CommandRun Of(byte[] input, Func<CommandEnvironment, CommandEnvironment> change, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var environment = new CommandEnvironment { Input = new MemoryStream(input), Output = output, Error = error, Time = new FixedTime(Now) };
        var exitCode = CredFunctionsCommand.Run(arguments, change(environment));
        return new CommandRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
