using System.CommandLine;

namespace CredFunctions.Cli.Commands;

/// <summary>What can be done with a policy file.</summary>
internal sealed class PolicyCommand : Command, IHasExamples
{
    public PolicyCommand(CommandEnvironment environment)
        : base("policy", "Checks a policy file.") => Subcommands.Add(new PolicyCheckCommand(environment));

    public IReadOnlyList<string> Examples { get; } = ["credfunctions policy check policy.json"];

    public IReadOnlyList<string> Notes { get; } = [""];
}
