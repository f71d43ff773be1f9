using MailKit.Net.Smtp;

using MimeKit;

namespace CredFunctions.Notifications.Mail;

/// <summary>An SMTP client that goes on where a server refuses one of several recipients, and keeps who it was.</summary>
internal sealed class SmtpMailbox : SmtpClient
{
    public List<(string Address, SmtpResponse Response)> Refused { get; } = [];

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Refused.Add((mailbox.Address, response));

    // Everybody was refused: sending says so by itself.
    protected override void OnNoRecipientsAccepted(MimeMessage message) =>
        throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, Refused[^1].Response.StatusCode, Refused[^1].Response.Response);

}
