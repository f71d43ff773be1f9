namespace CredFunctions.Ports;

/// <summary>Whether it makes sense to try again.</summary>
public enum ChannelRefusal : byte
{
    /// <summary>The channel is down, busy, or not set up right; it may be well in a while.</summary>
    Transient,

    /// <summary>The channel will never take this notification.</summary>
    Permanent,

    /// <summary>The channel may have taken it: all of it was sent, and the answer was lost. It is not sent again by itself.</summary>
    Unconfirmed,
}
