using System.CommandLine;

namespace CredFunctions.Cli.Commands;

internal sealed class RulesCommand : Command
{
    public RulesCommand(Surroundings surroundings) : base("rules", "Lists the rules, or explains one.") => _ = surroundings;
}
