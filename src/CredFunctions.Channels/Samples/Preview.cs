using System.Text;

using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Teams;
using CredFunctions.Channels.Webhooks;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;

namespace CredFunctions.Channels.Samples;

/// <summary>Notifications as channels would send them, as files.</summary>
public static class Preview
{
    private const string Sender = "credfunctions@example.com";

    /// <summary>A sample of every kind as one channel would get it.</summary>
    public static IEnumerable<(string FileName, byte[] Bytes)> Of(Channel channel, DateTimeOffset now) =>
        SampleNotifications.All(now).SelectMany(sample => Of(channel, sample.Name, sample.Notification, now));

    /// <summary>A notification as every kind of channel would send it.</summary>
    /// <param name="name">How the files are called, without their endings.</param>
    /// <param name="notification">What is told.</param>
    /// <param name="now">The time, for the age of the report.</param>
    public static IEnumerable<(string FileName, byte[] Bytes)> Files(string name, Notification notification, DateTimeOffset now) =>
        [Card(name, notification, now, isBare: false), .. Mail(name, notification, now, Sender), Webhook(name, notification, now)];

    private static IEnumerable<(
        string FileName, byte[] Bytes)> Of(Channel channel, string name, Notification notification, DateTimeOffset now) => channel switch
    {
        TeamsChannel teams => [Card(name, notification, now, teams.IsBare)],
        SmtpChannel smtp => Mail(name, notification, now, smtp.From),
        AcsChannel acs => Mail(name, notification, now, acs.From),
        WebhookChannel => [Webhook(name, notification, now)],
        _ => [($"{name}.txt", Encoding.UTF8.GetBytes(PlainText.Of(Letters.Of(notification, now))))],
    };

    private static (string FileName, byte[] Bytes) Card(string name, Notification notification, DateTimeOffset now, bool isBare) =>
        ($"{name}.card.json", TeamsCard.Message(Letters.Of(notification, now), isBare));

    private static (string FileName, byte[] Bytes) Webhook(string name, Notification notification, DateTimeOffset now) =>
        ($"{name}.webhook.json", WebhookBody.Of(notification, now));

    private static IEnumerable<(
        string FileName, byte[] Bytes)> Mail(string name, Notification notification, DateTimeOffset now, string from)
    {
        var mail = MailComposer.Compose(notification, from, now);
        yield return ($"{name}.mail.html", Encoding.UTF8.GetBytes(mail.Html));
        yield return ($"{name}.mail.txt", Encoding.UTF8.GetBytes($"Subject: {mail.Subject}\n\n{mail.Text}"));
        if (mail.Attachment is { } attachment)
            yield return ($"{name}.mail.csv", attachment.Content);
    }
}
