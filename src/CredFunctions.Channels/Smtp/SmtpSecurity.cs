namespace CredFunctions.Channels.Smtp;

/// <summary>How the connection to an SMTP server is protected.</summary>
public enum SmtpSecurity : byte
{
    /// <summary>Starts in the clear and must switch to TLS before anything is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>No protection: for a relay on the same machine or network.</summary>
    None,
}
