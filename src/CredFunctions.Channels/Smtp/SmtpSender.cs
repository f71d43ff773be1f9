using System.Net;
using System.Net.Sockets;

using CredFunctions.Channels.Http;
using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Tls;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace CredFunctions.Channels.Smtp;

/// <summary>Sends mail to an SMTP server. TLS is required unless the server is on this machine.</summary>
internal sealed class SmtpSender(SenderParts parts) : IChannelSender
{
    // For connecting and for QUIT: at neither point can a retry send a second copy.
    private static readonly TimeSpan ConnectionPatience = TimeSpan.FromSeconds(15);

    public bool Serves(string kind) => kind is SmtpChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        var smtp = (SmtpChannel)channel;
        var password = smtp.PasswordSetting is { } setting ? parts.Secrets.Require(setting) : null;
        var recipients = new MailRecipients(smtp.To, notification.Missed);
        var now = parts.Time.GetUtcNow();
        var list = await WholeList.ReadAsync(parts.Evidence, notification, cancellationToken);
        var content = MailComposer.Compose(notification, smtp.From, now, list, parts.Records);
        using var message = MailMessage.Of(content, smtp.From, smtp.To, now);
        await parts.Pace.WaitAsync(channel.Name, ChannelPace.Default, cancellationToken);

        using var patience = new SmtpPatience(parts.Time, cancellationToken);
        using var mailbox = new SmtpMailbox(patience) { Timeout = Timeout.Infinite };
        var secretFree = new SecretFreeText(password);
        try
        {
            await SignInAsync(mailbox, smtp, password, patience.Token);
            await mailbox.SendAsync(message, smtp.From, recipients.Due);
        }
        catch (SmtpCommandException ex)
        {
            throw Refused(ex, secretFree);
        }
        catch (Exception ex) when (patience.IsWhole && (ex is OperationCanceledException || IsBroken(ex)))
        {
            // Stopping the process loses the answer like a broken connection.
            var why = ex is not OperationCanceledException ? "The connection broke."
                : cancellationToken.IsCancellationRequested ? "The process was stopped." : "The server did not answer in time.";
            throw new ChannelRefusedException(
                ChannelRefusal.Unconfirmed,
                $"The mail server received the whole mail and its answer was lost, so it may have arrived. {why}",
                cause: ex);
        }
        catch (OperationCanceledException ex) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChannelRefusedException(ChannelRefusal.Transient, "The mail server did not answer in time.", cause: ex);
        }
        catch (Exception ex) when (IsBroken(ex))
        {
            throw new ChannelRefusedException(
                ChannelRefusal.Transient,
                InertText.FirstLineOf(secretFree.Of($"The mail server cannot be used: {ServerCertificates.ReasonOf(ex)}")),
                cause: ex);
        }

        await LeaveAsync(mailbox, cancellationToken);
        return recipients.After(mailbox.Refused, secretFree);
    }

    private static bool IsBroken(Exception failure) =>
        failure is ProtocolException or IOException or SocketException or SslHandshakeException or AuthenticationException
            or ServiceNotAuthenticatedException or ServiceNotConnectedException or NotSupportedException or TimeoutException;

    private async Task SignInAsync(SmtpMailbox mailbox, SmtpChannel smtp, string? password, CancellationToken cancellationToken)
    {
        var isHere = smtp.Host is "localhost" || (IPAddress.TryParse(smtp.Host, out var address) && IPAddress.IsLoopback(address));

        // No certificate can vouch for a server on this machine, and there is no network in between.
        mailbox.CheckCertificateRevocation = smtp.ChecksRevocation && !isHere;
        mailbox.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            isHere ? certificate is not null : parts.Certificates.Judge(smtp.Host, certificate, chain, errors);
        var security = smtp.Security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.None => SecureSocketOptions.None,
            _ => isHere ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls,
        };
        await mailbox.ConnectAsync(await ConnectAsync(smtp, cancellationToken), smtp.Host, smtp.Port, security, cancellationToken);
        if (smtp.Username is not null && password is not null)
            await mailbox.AuthenticateAsync(smtp.Username, password, cancellationToken);
    }

    private async Task<Socket> ConnectAsync(SmtpChannel smtp, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(ConnectionPatience, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(smtp.Host, smtp.Port, either.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The mail was accepted, so a failure of QUIT does not matter.
    private async Task LeaveAsync(SmtpMailbox mailbox, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(ConnectionPatience, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await mailbox.DisconnectAsync(quit: true, either.Token);
        }
        catch (Exception ex) when (
            ex is ProtocolException or IOException or SocketException or OperationCanceledException or SmtpCommandException)
        {
            // Disposed by the caller.
        }
    }

    private static ChannelRefusedException Refused(SmtpCommandException refused, SecretFreeText secretFree)
    {
        // A refusal of this message is permanent; a refusal of the sender can be corrected.
        var isForGood = refused.ErrorCode is SmtpErrorCode.MessageNotAccepted && (int)refused.StatusCode >= 500;
        var reason = $"The mail server answered {(int)refused.StatusCode}: {InertText.FirstLineOf(secretFree.Of(refused.Message))}";
        return new ChannelRefusedException(isForGood ? ChannelRefusal.Permanent : ChannelRefusal.Transient, reason, cause: refused);
    }
}
