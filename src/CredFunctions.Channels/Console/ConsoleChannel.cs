using CredFunctions.Policy;

namespace CredFunctions.Channels.Console;

/// <summary>The output of the process.</summary>
public sealed record ConsoleChannel : Channel
{
    public const string KindName = "console";

    public override string Kind => KindName;
}
