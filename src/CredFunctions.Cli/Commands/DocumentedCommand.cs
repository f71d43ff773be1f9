using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;

namespace CredFunctions.Cli.Commands;

/// <summary>A command whose help ends with examples: they answer more questions than a list of options.</summary>
/// <param name="notes">Lines under the examples, which fit 80 columns.</param>
internal class DocumentedCommand(string name, string description, string[] examples, string notes = "") : Command(name, description)
{
    public string[] Examples => examples;

    public string Notes => notes;
}

/// <summary>The parser's own help, then the examples.</summary>
internal sealed class HelpWithExamples(string[] rootExamples, int width) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        new HelpAction { MaxWidth = width }.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command as DocumentedCommand;
        output.WriteLine("Examples:");
        foreach (var example in command?.Examples ?? rootExamples)
            output.WriteLine($"  {example}");
        if (command is not null)
            output.WriteLine();
        if (command is { Notes.Length: > 0 })
            output.WriteLine($"{command.Notes}\n");
        return ExitCode.Done;
    }
}

/// <summary>The same help by another way: <c>credfunctions help scan</c>.</summary>
internal sealed class HelpCommand : DocumentedCommand
{
    private readonly Argument<string[]> names = new("COMMAND") { Description = "The command.", Arity = ArgumentArity.ZeroOrMore };

    public HelpCommand(RootCommand root)
        : base("help", "Shows the help of a command.", ["credfunctions help scan", "credfunctions help policy check"])
    {
        Add(names);
        SetAction(parsed => root.Parse([.. parsed.GetRequiredValue(names), "--help"]).Invoke(parsed.InvocationConfiguration));
    }
}

/// <summary>The version of this command, whichever process it runs in.</summary>
internal sealed class PrintVersion : SynchronousCommandLineAction
{
    public static string Version { get; } =
        typeof(PrintVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"credfunctions {Version}");
        return ExitCode.Done;
    }
}
