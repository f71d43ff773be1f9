using Azure;
using Azure.Communication.Email;

namespace CredFunctions.Functions.Tests.Mail;

/// <summary>A communication service that keeps what it takes.</summary>
internal sealed class RecordingEmail : EmailClient
{
    /// <summary>What it took, with the operation's id.</summary>
    public List<(EmailMessage Message, Guid Operation)> Taken { get; } = [];

    /// <summary>What is thrown instead of taking a mail; null when all is well.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>What comes of a mail that was taken.</summary>
    public Func<CancellationToken, Task> Sending { get; set; } = _ => Task.CompletedTask;

    public override Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
    {
        if (Refusal is { } refusal)
            return Task.FromException<EmailSendOperation>(refusal);
        Taken.Add((message, operationId));
        return Task.FromResult<EmailSendOperation>(new Operation(operationId, Sending));
    }

    private sealed class Operation(Guid id, Func<CancellationToken, Task> sending) : EmailSendOperation
    {
        public override string Id => id.ToString();

        public override async ValueTask<Response<EmailSendResult>> WaitForCompletionAsync(CancellationToken cancellationToken = default)
        {
            await sending(cancellationToken);
            return Response.FromValue(EmailModelFactory.EmailSendResult(Id, EmailSendStatus.Succeeded), null!);
        }
    }
}
