using System.Globalization;

using CredFunctions.Channels.Wording;

using MailKit.Net.Smtp;

using MimeKit;

namespace CredFunctions.Channels.Smtp;

/// <summary>An SMTP client that continues when a server refuses some of the recipients, and lists them.</summary>
internal sealed class SmtpMailbox(SmtpPatience patience) : SmtpClient(patience)
{
    public List<RefusedRecipient> Refused { get; } = [];

    /// <summary>Sends to every recipient that the server accepts, and nothing if it accepts none.</summary>
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
            // Refused lists them.
        }
    }

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Refused.Add(new RefusedRecipient(mailbox.Address, response.StatusCode, response.Response));

    // Without any recipient there is nothing to send.
    protected override void OnNoRecipientsAccepted(MimeMessage message) =>
        throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, Refused[^1].Status, Refused[^1].Text);
}

/// <summary>A recipient that a mail server did not accept.</summary>
/// <param name="Text">The text of the answer, untrusted.</param>
internal sealed record RefusedRecipient(string Address, SmtpStatusCode Status, string Text)
{
    /// <summary>Whether the refusal is permanent (5xx).</summary>
    public bool IsForGood => (int)Status >= 500;

    /// <summary>Code and first line, fit to be shown.</summary>
    public string Answer => string.Create(CultureInfo.InvariantCulture, $"{(int)Status} {InertText.FirstLineOf(Text)}");
}
