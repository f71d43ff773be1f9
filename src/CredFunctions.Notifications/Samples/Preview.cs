using System.Text;

using CredFunctions.Notifications.Mail;
using CredFunctions.Notifications.Teams;
using CredFunctions.Notifications.Webhooks;
using CredFunctions.Notifications.Wording;
using CredFunctions.Pipeline.Notifications;

namespace CredFunctions.Notifications.Samples;

/// <summary>A notification as every kind of channel would send it, as files.</summary>
public static class Preview
{
    private const string Sender = "credfunctions@example.com";

    /// <param name="name">How the files are called, without their endings.</param>
    /// <param name="notification">What is told.</param>
    /// <param name="now">The time, for the age of the report.</param>
    public static IEnumerable<(string FileName, byte[] Bytes)> Files(string name, Notification notification, DateTimeOffset now)
    {
        var mail = MailComposer.Compose(notification, Sender, now);
        yield return ($"{name}.card.json", TeamsCard.Message(Letters.Of(notification, now), isBare: false));
        yield return ($"{name}.mail.html", Encoding.UTF8.GetBytes(mail.Html));
        yield return ($"{name}.mail.txt", Encoding.UTF8.GetBytes($"Subject: {mail.Subject}\n\n{mail.Text}"));
        if (mail.Attachment is { } attachment)
            yield return ($"{name}.mail.csv", attachment.Content);
        yield return ($"{name}.webhook.json", WebhookBody.Of(notification, now));
    }
}
