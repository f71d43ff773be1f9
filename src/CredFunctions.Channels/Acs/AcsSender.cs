using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Azure;
using Azure.Identity;

using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Acs;

/// <summary>Sends mail by Azure Communication Services, no faster than the service takes it.</summary>
/// <param name="connections">The connections; null where the process has no identity in Azure, so that every mail is refused.</param>
/// <param name="evidence">Where whole lists are; null where no evidence is kept.</param>
/// <param name="records">Where the engine keeps its records; null where no command can name them.</param>
internal sealed class AcsSender(AcsConnections? connections, IEvidenceStore? evidence, TimeProvider time, EngineRecords? records = null)
    : IChannelSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    // Two looks at a mail's status within the patience: a domain that Azure manages may send 10 mails an hour and look 20 times.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(15);

    private readonly AcsPace pace = new(time);

    public bool Serves(string kind) => kind is AcsChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        if (connections is null)
            throw new ChannelRefusedException(
                ChannelRefusal.Permanent,
                "Mail by Azure Communication Services is sent by the deployment on Azure only; here, a channel of kind smtp sends mail.");

        var acs = (AcsChannel)channel;
        var content = MailComposer.Compose(
            notification, acs.From, time.GetUtcNow(), await WholeList.ReadAsync(evidence, notification, cancellationToken), records);
        await pace.WaitAsync(acs.From, cancellationToken);
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var connection = connections.Of(acs);
        var operation = OperationOf(notification);
        var wait = await SubmitAsync(connection, MailOf(acs, content), operation, either.Token, cancellationToken);
        await ConfirmAsync(connection, operation, wait, either.Token);
        return Delivery.Whole;
    }

    private static async Task<TimeSpan?> SubmitAsync(
        AcsConnection connection, JsonObject mail, Guid operation, CancellationToken late, CancellationToken stop)
    {
        try
        {
            return await connection.SubmitAsync(mail, operation, late);
        }
        catch (RequestFailedException ex) when (ex.Status != 0 || IsUnreachable(ex))
        {
            throw new ChannelRefusedException(
                RefusalOf(ex.Status),
                ex.Status == 0
                    ? "Azure Communication Services cannot be reached."
                    : $"Azure Communication Services answered {ex.Status} {ex.ErrorCode}.",
                AcsConnection.RetryAfter(ex.GetRawResponse()),
                ex);
        }
        catch (Exception ex) when (ex is RequestFailedException or IOException)
        {
            throw Unconfirmed("The answer of Azure Communication Services was lost, so the mail may have been sent.", ex);
        }
        catch (AuthenticationFailedException ex)
        {
            throw new ChannelRefusedException(
                ChannelRefusal.Transient, "The app's identity cannot sign in to Azure Communication Services.", cause: ex);
        }
        catch (OperationCanceledException ex) when (!stop.IsCancellationRequested)
        {
            throw Unconfirmed("Azure Communication Services did not answer in time, so the mail may have been sent.", ex);
        }
    }

    // The mail was accepted with 202. A status that cannot be read is no refusal: a second mail would be a copy.
    private async Task ConfirmAsync(AcsConnection connection, Guid operation, TimeSpan? wait, CancellationToken cancellationToken)
    {
        Exception? lost = null;
        wait ??= FirstLook;
        try
        {
            while (true)
            {
                await Task.Delay(wait ?? NextLook, time, cancellationToken);
                try
                {
                    (var status, var errorCode, wait) = await connection.StatusAsync(operation, cancellationToken);
                    lost = null;
                    if (status == "Succeeded")
                        return;
                    if (status is "Failed" or "Canceled")
                        throw new ChannelRefusedException(
                            ChannelRefusal.Transient,
                            $"Azure Communication Services accepted the mail and then failed to send it: {errorCode ?? status}.");
                }
                catch (Exception ex) when (ex is RequestFailedException or AuthenticationFailedException or IOException or JsonException)
                {
                    lost = ex;
                    wait = AcsConnection.RetryAfter((ex as RequestFailedException)?.GetRawResponse());
                }
            }
        }
        catch (OperationCanceledException ex)
        {
            var why = lost switch
            {
                null => "its status was not final in time",
                RequestFailedException poll => $"its status cannot be read ({poll.Status} {poll.ErrorCode})",
                _ => "its status cannot be read",
            };
            throw Unconfirmed($"Azure Communication Services accepted the mail and {why}, so it may not have been sent on.", lost ?? ex);
        }
    }

    private static ChannelRefusedException Unconfirmed(string reason, Exception cause) =>
        new(ChannelRefusal.Unconfirmed, reason, cause: cause);

    // Nothing was sent: there was no connection to send it over.
    private static bool IsUnreachable(RequestFailedException failed) => failed.InnerException is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
    };

    private static JsonObject MailOf(AcsChannel acs, MailContent content)
    {
        var mail = new JsonObject
        {
            ["senderAddress"] = acs.From,
            ["recipients"] = new JsonObject { ["to"] = new JsonArray([.. acs.To.Select(to => new JsonObject { ["address"] = to })]) },
            ["content"] = new JsonObject { ["subject"] = content.Subject, ["html"] = content.Html, ["plainText"] = content.Text },
            // The service refuses headers that it sets itself; those that begin with X- are free. It documents none for a conversation:
            // https://learn.microsoft.com/azure/communication-services/concepts/email/email-headers
            ["headers"] = new JsonObject(content.Headers.Where(header => header.Key.StartsWith("X-", StringComparison.Ordinal))
                .Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
        };
        if (content.Attachment is (var name, var bytes))
            mail["attachments"] = new JsonArray(new JsonObject
            {
                ["name"] = name,
                ["contentType"] = MailContent.AttachmentType,
                ["contentInBase64"] = Convert.ToBase64String(bytes),
            });
        return mail;
    }

    // One attempt has one operation, so that the service can recognise a mail that it accepted and that was not marked as sent.
    private static Guid OperationOf(Notification notification)
    {
        var attempt = string.Create(CultureInfo.InvariantCulture, $"{notification.Id}/{notification.ReplayedAt:O}/{notification.Attempts}");
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(attempt)).AsSpan(0, 16));
    }

    // An error in the mail is permanent; the app, its rights and its rate can be set right.
    private static ChannelRefusal RefusalOf(int status) =>
        status is 400 or 413 or 422 ? ChannelRefusal.Permanent : ChannelRefusal.Transient;
}
