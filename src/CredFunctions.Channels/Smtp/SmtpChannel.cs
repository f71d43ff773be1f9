using CredFunctions.Policy;

namespace CredFunctions.Channels.Smtp;

/// <summary>Mail, sent by an SMTP server.</summary>
public sealed record SmtpChannel : Channel
{
    public const string KindName = "smtp";

    public const int DefaultPort = 587;

    public override string Kind => KindName;

    public override bool CarriesFiles => true;

    public required string Host { get; init; }

    public int Port { get; init; } = DefaultPort;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>Whether the revocation of the server's certificate is checked.</summary>
    public bool ChecksRevocation { get; init; } = true;

    /// <summary>Null when the server asks for none.</summary>
    public string? Username { get; init; }

    /// <summary>The setting that holds the password; null exactly when there is no user name.</summary>
    public string? PasswordSetting { get; init; }

    public required string From { get; init; }

    /// <summary>At least one address.</summary>
    public required IReadOnlyList<string> To { get; init; }
}
