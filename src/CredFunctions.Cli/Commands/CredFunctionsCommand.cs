using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

using CredFunctions.Cli.Catalogue;
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

    private const int MostMisspelt = 2;

    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["--state"] = "CREDFUNCTIONS_STATE",
        ["--policy"] = "CREDFUNCTIONS_POLICY",
        ["--out"] = "CREDFUNCTIONS_OUT",
        ["--evidence"] = "CREDFUNCTIONS_OUT",
    };

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
            new OverviewCommand(environment),
            new AcceptCommand(environment),
            new WithdrawCommand(environment),
            new ReplayCommand(environment),
            new VerifyCommand(environment),
            new BackupCommand(environment),
            new RestoreCommand(environment),
            new PolicyCommand(environment),
            new NotifyCommand(environment),
            new CompletionCommand(environment),
        };
        root.Add(new HelpCommand(root));
        UseVariables(root, environment);
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
        var unknown = parsed.UnmatchedTokens is [var first, ..] && command.Arguments.Count == 0 ? first : null;
        var error = unknown is not null ? $"\"{unknown}\" is no command or option.{Nearest(unknown, command)}"
            : command.Subcommands.Count > 0 ? "No command was given."
            : parsed.Errors[0].Message;
        return new CommandException($"{error.ReplaceLineEndings(" ")} See \"{NameOf(parsed.CommandResult)} --help\".");
    }

    // With the commands above it.
    private static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{NameOf(parent)} {command.Command.Name}" : "credfunctions";

    /// <summary>The name that was probably meant, as a sentence after a blank; nothing where none is near.</summary>
    internal static string Nearest(string word, Command command) =>
        Nearest(word, command.Subcommands.Select(each => each.Name).Concat(command.Options.Select(each => each.Name)));

    /// <inheritdoc cref="Nearest(string, Command)"/>
    internal static string Nearest(string word, IEnumerable<string> names)
    {
        var nearest = names.MinBy(name => EditDistance.Between(word, name));
        return nearest is not null && EditDistance.Between(word, nearest) <= MostMisspelt ? $" Did you mean \"{nearest}\"?" : "";
    }

    // An option that names a place or a policy may be left out where its variable is set.
    private static void UseVariables(Command command, CommandEnvironment environment)
    {
        foreach (var option in command.Options.OfType<Option<string?>>())
        {
            if (!Variables.TryGetValue(option.Name, out var variable)
                || (option.Name == "--out" && command is not (ScanCommand or OverviewCommand))
                || environment.Variable(variable) is not { Length: > 0 } value)
                continue;
            var end = option.Description!.IndexOf(" [default: ", StringComparison.Ordinal);
            option.Description = $"{(end < 0 ? option.Description : option.Description[..end])} From {variable}:";
            option.Required = false;
            option.DefaultValueFactory = _ => value;
        }

        foreach (var each in command.Subcommands)
            UseVariables(each, environment);
    }
}
