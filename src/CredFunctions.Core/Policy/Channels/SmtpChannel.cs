namespace CredFunctions.Policy.Channels;

/// <summary>Mail, sent by an SMTP server.</summary>
public sealed record SmtpChannel : Channel
{
    public const int DefaultPort = 587;

    public override ChannelKind Kind => ChannelKind.Smtp;

    public required string Host { get; init; }

    public int Port { get; init; } = DefaultPort;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>Whether a certificate that its issuer revoked is looked for.</summary>
    public bool ChecksRevocation { get; init; } = true;

    /// <summary>Null when the server asks for none.</summary>
    public string? Username { get; init; }

    /// <summary>The setting that holds the password; null exactly when there is no user name.</summary>
    public string? PasswordSetting { get; init; }

    public required string From { get; init; }

    /// <summary>At least one address.</summary>
    public required IReadOnlyList<string> To { get; init; }
}
