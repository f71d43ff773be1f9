namespace CredFunctions.Policy.Channels;

/// <summary>The kinds of channel that a policy can name.</summary>
public enum ChannelKind : byte
{
    /// <summary>A Teams channel or chat, by a workflow's webhook.</summary>
    Teams,

    /// <summary>Mail, by an SMTP server.</summary>
    Smtp,

    /// <summary>JSON, posted to a URL.</summary>
    Webhook,

    /// <summary>Mail, by Azure Communication Services.</summary>
    Acs,

    /// <summary>The output of the process: for trying out.</summary>
    Console,
}
