using System.Net;
using System.Net.Security;
using System.Net.Sockets;

using CredFunctions.Notifications.Http;
using CredFunctions.Notifications.Wording;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Policy.Channels;

using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace CredFunctions.Notifications.Mail;

/// <summary>Mail by an SMTP server. TLS is required, but for a server on this machine.</summary>
internal sealed class SmtpChannels(ChannelPace pace, NotificationLists lists, IChannelSecrets secrets, TimeProvider time, TimeSpan patience) : INotificationChannel
{
    public bool Serves(ChannelKind kind) => kind is ChannelKind.Smtp;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellation)
    {
        var smtp = (SmtpChannel)channel;
        var password = smtp.PasswordSetting is { } setting ? ChannelUrl.Secret(secrets, setting) : null;
        var recipients = new MailRecipients(smtp.To, notification.Missed);
        var now = time.GetUtcNow();
        var content = MailComposer.Compose(notification, smtp.From, now, await lists.ReadAsync(notification, cancellation));
        using var message = MailMessage.Of(content, smtp.From, smtp.To, now);
        await pace.WaitAsync(channel.Name, cancellation);

        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        using var mailbox = new SmtpMailbox { Timeout = (int)patience.TotalMilliseconds };
        var secretFree = new SecretFreeText(password);
        try
        {
            await SignInAsync(mailbox, smtp, password, either.Token);
            await mailbox.SendAsync(message, smtp.From, recipients.Due, either.Token);
        }
        catch (SmtpCommandException refused)
        {
            throw Refused(refused, secretFree);
        }
        catch (OperationCanceledException stopped) when (!cancellation.IsCancellationRequested)
        {
            throw new ChannelRefusedException(ChannelRefusal.Transient, "The mail server did not answer in time.", cause: stopped);
        }
        catch (Exception broken) when (broken is ProtocolException or IOException or SocketException or SslHandshakeException or AuthenticationException or ServiceNotAuthenticatedException or ServiceNotConnectedException
            or NotSupportedException or TimeoutException)
        {
            throw new ChannelRefusedException(ChannelRefusal.Transient, secretFree.Of(InertText.FirstLineOf($"The mail server cannot be used: {broken.Message}")), cause: broken);
        }

        await LeaveAsync(mailbox, either.Token);
        return recipients.After(mailbox.Refused, secretFree);
    }

    private static async Task SignInAsync(SmtpMailbox mailbox, SmtpChannel smtp, string? password, CancellationToken cancellation)
    {
        var isHere = smtp.Host is "localhost" || (IPAddress.TryParse(smtp.Host, out var address) && IPAddress.IsLoopback(address));

        // A server on this machine has no name that a certificate could vouch for, and nobody stands in between.
        mailbox.ServerCertificateValidationCallback = (_, certificate, _, errors) => certificate is not null && (errors is SslPolicyErrors.None || isHere);
        var security = smtp.Security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.None => SecureSocketOptions.None,
            _ => isHere ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls,
        };
        await mailbox.ConnectAsync(smtp.Host, smtp.Port, security, cancellation);
        if (smtp.Username is not null && password is not null)
            await mailbox.AuthenticateAsync(smtp.Username, password, cancellation);
    }

    // The mail is on its way whatever becomes of the farewell.
    private static async Task LeaveAsync(SmtpMailbox mailbox, CancellationToken cancellation)
    {
        try
        {
            await mailbox.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception gone) when (gone is ProtocolException or IOException or SocketException or OperationCanceledException or SmtpCommandException)
        {
            // Disposed by the caller.
        }
    }

    private static ChannelRefusedException Refused(SmtpCommandException refused, SecretFreeText secretFree)
    {
        // For good is what the server says of this message; what it says of the sender can be set right.
        var isForGood = refused.ErrorCode is SmtpErrorCode.MessageNotAccepted && (int)refused.StatusCode >= 500;
        var reason = $"The mail server answered {(int)refused.StatusCode}: {InertText.FirstLineOf(refused.Message)}";
        return new ChannelRefusedException(isForGood ? ChannelRefusal.Permanent : ChannelRefusal.Transient, secretFree.Of(reason), cause: refused);
    }
}
