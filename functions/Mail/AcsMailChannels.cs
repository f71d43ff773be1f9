using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Azure;
using Azure.Communication.Email;
using Azure.Identity;

using CredFunctions.Channels.Mail;
using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;
using CredFunctions.Ports;

namespace CredFunctions.Functions.Mail;

/// <summary>Mail by Azure Communication Services: 30 mails a minute and 100 an hour at first.</summary>
internal sealed class AcsMailChannels(AcsClients clients, NotificationLists lists, TimeProvider time) : INotificationChannel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    public bool Serves(ChannelKind kind) => kind is ChannelKind.Acs;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var acs = (AcsChannel)channel;
        var content = MailComposer.Compose(
            notification, acs.From, time.GetUtcNow(), await lists.ReadAsync(notification, cancellationToken));
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var accepted = await PostAsync(acs, content, notification, either.Token, cancellationToken);
        try
        {
            await accepted.WaitForCompletionAsync(either.Token);
            return Delivery.Whole;
        }
        catch (RequestFailedException ex) when (IsOutcome(ex))
        {
            throw Refused(ex);
        }
        catch (Exception ex) when (ex is RequestFailedException or AuthenticationFailedException or OperationCanceledException)
        {
            // It was taken with 202: a failed look at its status is no refusal, and a second mail would be a copy.
            var why = ex is RequestFailedException poll
                ? $"its status cannot be read ({poll.Status} {poll.ErrorCode})"
                : "its status was not final in time";
            throw new ChannelRefusedException(
                ChannelRefusal.Unconfirmed,
                $"Azure Communication Services accepted the mail and {why}, so it may not have been sent on.",
                cause: ex);
        }
    }

    private async Task<EmailSendOperation> PostAsync(
        AcsChannel acs, MailContent content, Notification notification, CancellationToken late, CancellationToken stop)
    {
        try
        {
            return await clients.Of(acs).SendAsync(WaitUntil.Started, MessageOf(acs, content), OperationOf(notification), late);
        }
        catch (RequestFailedException ex) when (ex.Status == 0 && ex.InnerException is not HttpRequestException
        { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError })
        {
            throw new ChannelRefusedException(
                ChannelRefusal.Unconfirmed, "The answer of Azure Communication Services was lost, so the mail may have been sent.",
                    cause: ex);
        }
        catch (RequestFailedException ex)
        {
            throw Refused(ex);
        }
        catch (AuthenticationFailedException ex)
        {
            throw new ChannelRefusedException(
                ChannelRefusal.Transient, "The app's identity cannot sign in to Azure Communication Services.", cause: ex);
        }
        catch (OperationCanceledException ex) when (!stop.IsCancellationRequested)
        {
            throw new ChannelRefusedException(
                ChannelRefusal.Unconfirmed,
                "Azure Communication Services did not answer in time, so the mail may have been sent.",
                cause: ex);
        }
    }

    // The service reports a mail that it could not send in a status that was read: 2xx.
    private static bool IsOutcome(RequestFailedException failed) => failed.Status is >= 200 and < 300;

    private static ChannelRefusedException Refused(RequestFailedException refused) =>
        new(
            RefusalOf(refused.Status),
            $"Azure Communication Services answered {refused.Status} {refused.ErrorCode}.",
            RetryAfter(refused),
            refused);

    private static EmailMessage MessageOf(AcsChannel acs, MailContent content)
    {
        var message = new EmailMessage(
            acs.From, new EmailRecipients(acs.To.Select(address => new EmailAddress(address))),
                new EmailContent(content.Subject) { Html = content.Html, PlainText = content.Text });
        // The service refuses headers that are its own to set; those that begin with X- are anybody's.
        foreach (var (name, value) in content.Headers.Where(header => header.Key.StartsWith("X-", StringComparison.Ordinal)))
            message.Headers.Add(name, value);
        if (content.Attachment is { } file)
            message.Attachments.Add(new EmailAttachment(file.Name, file.ContentType, BinaryData.FromBytes(file.Content)));
        return message;
    }

    // The same try has the same operation, so that one which was taken but not marked is recognised by the service where it can.
    private static Guid OperationOf(Notification notification)
    {
        var attempt = string.Create(CultureInfo.InvariantCulture, $"{notification.Id}/{notification.ReplayedAt:O}/{notification.Attempts}");
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(attempt)).AsSpan(0, 16));
    }

    // What it says of the mail is for good; what it says of the app, its rights and its rate can be set right.
    private static ChannelRefusal RefusalOf(int status) =>
        status is 400 or 413 or 422 ? ChannelRefusal.Permanent : ChannelRefusal.Transient;

    private static TimeSpan? RetryAfter(RequestFailedException refused) =>
        refused.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
