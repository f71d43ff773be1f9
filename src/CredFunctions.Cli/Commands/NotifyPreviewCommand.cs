using System.CommandLine;

using CredFunctions.Cli.Notifying;
using CredFunctions.Cli.Policies;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>notify preview</c>.</summary>
internal sealed class NotifyPreviewCommand : Command, IHasExamples
{
    private readonly Option<string> policy = new("--policy")
    {
        HelpName = "FILE",
        Description = "The policy whose channels are previewed.",
        Required = true,
    };

    private readonly Option<string> folder = new("--out")
    {
        HelpName = "DIR",
        Description = "Where the files go, which begin with the name of their channel; made where it is not there.",
        Required = true,
    };

    public NotifyPreviewCommand(CommandEnvironment environment)
        : base("preview", "Writes a sample of every kind of notification as each channel would get it. Sends nothing.")
    {
        Options.Add(policy);
        Options.Add(folder);
        SetAction(parsed => new SamplePreview(
            UsablePolicy.Read(parsed.GetRequiredValue(policy), environment, quiet: true).Policy, environment)
            .Write(parsed.GetRequiredValue(folder)));
    }

    public IReadOnlyList<string> Examples { get; } = ["credfunctions notify preview --policy policy.json --out preview"];

    public IReadOnlyList<string> Notes { get; } =
    [
        "",
        "A Teams channel's files end with card.json, those of a mail with mail.html,",
        "mail.txt and mail.csv, of a webhook with webhook.json, of the console with txt.",
        "",
        "Exit codes:",
        "  2   wrong usage or policy, or a folder that cannot be written to",
        "  0   done",
        "",
    ];
}
