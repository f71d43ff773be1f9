namespace CredFunctions.Policy.Channels;

/// <summary>The output of the process.</summary>
public sealed record ConsoleChannel : Channel
{
    public override ChannelKind Kind => ChannelKind.Console;
}
