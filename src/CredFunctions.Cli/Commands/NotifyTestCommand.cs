using System.CommandLine;

using CredFunctions.Cli.Notifying;
using CredFunctions.Cli.Policies;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>notify test</c>.</summary>
internal sealed class NotifyTestCommand : Command, IHasExamples
{
    private readonly Argument<string> channel = new("CHANNEL")
    {
        Description = "A channel's name in the policy.",
    };

    private readonly Option<string> policy = new("--policy")
    {
        HelpName = "FILE",
        Description = "The policy that has the channel.",
        Required = true,
    };

    public NotifyTestCommand(CommandEnvironment environment)
        : base("test", "Sends one sample to a channel, and reports whether it arrived.")
    {
        Arguments.Add(channel);
        Options.Add(policy);
        SetAction((parsed, cancellationToken) =>
            new SampleSending(UsablePolicy.Read(parsed.GetRequiredValue(policy), environment, quiet: true).Policy, environment)
            .SendAsync(parsed.GetRequiredValue(channel), cancellationToken));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions notify test security-chat --policy policy.json",
        "CHANNEL_SMTP_PASSWORD=... credfunctions notify test mail --policy policy.json",
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "",
        "The settings that the channel names are environment variables.",
        "",
        "Exit codes:",
        "  2   wrong usage or policy, or the policy has no such channel",
        "  4   the sample did not arrive, not at every recipient, or unconfirmed",
        "  0   it arrived",
        "",
    ];
}
