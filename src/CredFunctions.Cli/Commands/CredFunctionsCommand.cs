using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

using CredFunctions.Embedded;

namespace CredFunctions.Cli.Commands;

/// <summary>The whole command line, from its arguments to its exit code.</summary>
internal static class CredFunctionsCommand
{
    private static readonly string[] RootExamples =
    [
        "credfunctions scan credential-report.csv",
        "credfunctions scan credential-report.csv --fail-on high",
        "credfunctions scan - --format json --as-of \"2026-11-01 12:00\" < report.csv",
        "credfunctions watch inbox --policy policy.json",
        "credfunctions history --state inbox/audit.db",
        "credfunctions rules access-key-leak-risk",
    ];

    public static int Run(IReadOnlyList<string> arguments, CommandEnvironment environment)
    {
        try
        {
            return Invoke(arguments, environment);
        }
        catch (CommandException ex)
        {
            environment.WriteMessage(ex.Message);
            return ex.ExitCode;
        }
        catch (EngineException ex)
        {
            environment.WriteMessage(ex.Message);
            return ex.Fault is EngineFault.Usage ? ExitCode.Usage : ExitCode.Failed;
        }
        catch (IOException ex)
        {
            environment.WriteMessage($"Reading or writing failed: {ex.Message}");
            return ExitCode.Failed;
        }
#pragma warning disable CA1031 // The last resort: whatever happens, a sentence and no stack trace.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            environment.WriteMessage($"An unexpected error ended the command. This is a bug in it ({ex.GetType().Name}: {ex.Message}).");
            return ExitCode.Failed;
        }
    }

    private static int Invoke(IReadOnlyList<string> arguments, CommandEnvironment environment)
    {
        // A file's name may begin with "@", which must not make it a response file.
        var parsed = Root(environment).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            throw UsageError(parsed);

        using var output = environment.OpenText();
        return parsed.Invoke(new InvocationConfiguration
        {
            Output = output,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
        });
    }

    private static RootCommand Root(CommandEnvironment environment)
    {
        var root = new RootCommand("Reads the Tencent Cloud CAM User Credential Report and lists what is wrong with its accounts.")
        {
            new ScanCommand(environment),
            new RulesCommand(environment),
            new WatchCommand(environment),
            new UploadCommand(environment),
            new StatusCommand(environment),
            new HistoryCommand(environment),
            new ShowCommand(environment),
            new AcceptCommand(environment),
            new WithdrawCommand(environment),
            new ReplayCommand(environment),
            new VerifyCommand(environment),
            new BackupCommand(environment),
            new RestoreCommand(environment),
            new PolicyCommand(environment),
            new NotifyCommand(environment),
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
                help.Action = new HelpWithExamples(RootExamples, environment.Width);
            else if (option is VersionOption version)
                version.Action = new PrintVersion();
        }

        return root;
    }

    private static CommandException UsageError(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = command is RootCommand ? "credfunctions" : $"credfunctions {command.Name}";
        var error = command is RootCommand ? WithoutCommand(parsed) : parsed.Errors[0].Message;
        return new CommandException($"{error.ReplaceLineEndings(" ")} See \"{name} --help\".");
    }

    private static string WithoutCommand(ParseResult parsed) =>
        parsed.Tokens is [var first, ..] ? $"\"{first.Value}\" is no command or option." : "No command was given.";
}
