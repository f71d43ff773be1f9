using System.Text;
using CredFunctions.Channels.Mail;
using MimeKit;

namespace CredFunctions.Channels.Smtp;

/// <summary>Turns a mail into MIME.</summary>
public static class MailMessage
{
    public static MimeMessage Of(MailContent content, string from, IEnumerable<string> to, DateTimeOffset date)
    {
        var message = new MimeMessage
        {
            Subject = content.Subject,
            Date = date,
            MessageId = content.MessageId,
            InReplyTo = content.ThreadId,
        };
        message.References.Add(content.ThreadId);
        message.From.Add(new MailboxAddress("CredFunctions", from));
        message.To.AddRange(to.Select(address => new MailboxAddress(null, address)));
        foreach (var (name, value) in content.Headers)
            message.Headers.Add(name, Encoding.UTF8, value);

        // Base64 throughout, so that no server on the way wraps, dot-stuffs or re-encodes a name.
        var body = new MultipartAlternative
        {
            Text("plain", content.Text),
            Text("html", content.Html),
        };
        message.Body = content.Attachment is { } attachment ? new Multipart("mixed") { body, FileOf(attachment) } : body;
        return message;
    }

    private static TextPart Text(string subtype, string text)
    {
        var part = new TextPart(subtype) { ContentTransferEncoding = ContentEncoding.Base64 };
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    private static MimePart FileOf((string Name, byte[] Content) attachment) => new(MailContent.AttachmentType)
    {
        Content = new MimeContent(new MemoryStream(attachment.Content, writable: false)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = attachment.Name,
    };
}
