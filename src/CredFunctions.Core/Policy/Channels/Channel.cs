namespace CredFunctions.Policy.Channels;

/// <summary>A way to reach people, by the name that routes use. It holds no secret, only the names of the settings that do.</summary>
public abstract record Channel
{
    public required string Name { get; init; }

    public abstract ChannelKind Kind { get; }
}
