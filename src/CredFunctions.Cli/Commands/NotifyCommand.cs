using System.CommandLine;

namespace CredFunctions.Cli.Commands;

/// <summary>Tries channels before anyone relies on them.</summary>
internal sealed class NotifyCommand : Command, IHasExamples
{
    public NotifyCommand(CommandEnvironment environment)
        : base("notify", "Tries out the channels of a policy.")
    {
        Subcommands.Add(new NotifyTestCommand(environment));
        Subcommands.Add(new NotifyPreviewCommand(environment));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions notify test security-chat --policy policy.json",
        "credfunctions notify preview --policy policy.json --out preview",
    ];

    public IReadOnlyList<string> Notes { get; } = [""];
}
