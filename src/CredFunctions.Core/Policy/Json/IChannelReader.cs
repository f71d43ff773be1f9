namespace CredFunctions.Policy.Json;

/// <summary>Reads what a policy sets for the channels of one kind.</summary>
public interface IChannelReader
{
    /// <summary>The value of <c>kind</c>.</summary>
    string Kind { get; }

    /// <summary>Reads a channel; null when a required setting is missing or wrong. The remarks of the settings then name it.</summary>
    Channel? Read(string name, PolicyObject settings);
}
