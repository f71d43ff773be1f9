using System.CommandLine;

namespace CredFunctions.Cli.Commands;

/// <summary>What can be done with a policy file.</summary>
internal sealed class PolicyCommand : Command, IHasExamples
{
    public PolicyCommand(Surroundings surroundings)
        : base("policy", "Checks a policy file.") => Subcommands.Add(new PolicyCheckCommand(surroundings));

    public IReadOnlyList<string> Examples { get; } = ["credfunctions policy check policy.json"];

    public IReadOnlyList<string> Notes { get; } = [""];
}
