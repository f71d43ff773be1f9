using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CredFunctions.Cli.Commands;

/// <summary>The parser's own help, then examples: they answer more questions than a list of options.</summary>
internal sealed class HelpWithExamples(IReadOnlyList<string> rootExamples, int width) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        new HelpAction { MaxWidth = width }.Invoke(parseResult);

        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command as IHasExamples;
        output.WriteLine("Examples:");
        foreach (var example in command?.Examples ?? rootExamples)
            output.WriteLine($"  {example}");
        foreach (var note in command?.Notes ?? [])
            output.WriteLine(note);
        return ExitCode.Done;
    }
}
