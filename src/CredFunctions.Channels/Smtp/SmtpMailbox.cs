using MailKit.Net.Smtp;

using MimeKit;

namespace CredFunctions.Channels.Smtp;

/// <summary>An SMTP client that goes on where a server refuses one of several recipients, and keeps who it was.</summary>
internal sealed class SmtpMailbox(SmtpPatience patience) : SmtpClient(patience)
{
    public List<RefusedRecipient> Refused { get; } = [];

    /// <summary>Sends to everybody that the server takes; it takes nothing where it takes none.</summary>
    public async Task SendAsync(MimeMessage message, string from, IReadOnlyList<string> to)
    {
        if (to.Count == 0)
            return;

        try
        {
            await SendAsync(
                message, new MailboxAddress(null, from), to.Select(address => new MailboxAddress(null, address)), patience.Token, patience);
        }
        catch (SmtpCommandException ex) when (ex.ErrorCode is SmtpErrorCode.RecipientNotAccepted)
        {
            // Who it was is known.
        }
    }

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Refused.Add(new RefusedRecipient(mailbox.Address, response.StatusCode, response.Response));

    // Ends the mail.
    protected override void OnNoRecipientsAccepted(MimeMessage message) =>
        throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, Refused[^1].Status, Refused[^1].Text);
}
