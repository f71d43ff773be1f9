using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace CredFunctions.Cli.Commands;

/// <summary>The version of this command, whichever process it runs in.</summary>
internal sealed class PrintVersion : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(PrintVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        parseResult.InvocationConfiguration.Output.WriteLine($"credfunctions {version}");
        return ExitCode.Done;
    }
}
