namespace CredFunctions.Ports;

/// <summary>Whether to try again.</summary>
public enum ChannelRefusal : byte
{
    /// <summary>The channel is down, busy or misconfigured; that may pass.</summary>
    Transient,

    /// <summary>The channel will never take this notification.</summary>
    Permanent,

    /// <summary>The channel may have taken it: all of it was sent, and the answer was lost. It is not retried.</summary>
    Unconfirmed,
}
