using MailKit;

namespace CredFunctions.Channels.Smtp;

/// <summary>
/// The timeouts of RFC 5321, section 4.5.3.2, for each step of sending a mail. A server may take ten minutes to answer the final
/// dot; a client that gives up earlier sends a second copy. The step follows from what is sent and received.
/// </summary>
internal sealed class SmtpPatience : IProtocolLogger, ITransferProgress
{
    /// <summary>Greeting, EHLO, TLS, sign-in, MAIL and RCPT.</summary>
    public static readonly TimeSpan Reply = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan DataStart = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan DataBlock = TimeSpan.FromMinutes(3);

    /// <summary>The answer to the final dot.</summary>
    public static readonly TimeSpan Final = TimeSpan.FromMinutes(10);

    // A slow server must not outlast the lock on the queue message, which is renewed for 55 minutes.
    private static readonly TimeSpan Whole = TimeSpan.FromMinutes(45);

    private readonly TimeProvider time;
    private readonly long startedAt;
    private readonly CancellationTokenSource late;
    private readonly CancellationTokenSource either;
    private bool isInData;

    public SmtpPatience(TimeProvider time, CancellationToken cancellationToken)
    {
        this.time = time;
        startedAt = time.GetTimestamp();
        late = new CancellationTokenSource(Reply, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
    }

    /// <summary>Cancelled when the current step takes too long.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>Whether all but the final dot was sent: from here on the server may have accepted the mail.</summary>
    public bool IsWhole { get; private set; }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    private static ReadOnlySpan<byte> Data => "DATA\r\n"u8;

    public void LogConnect(Uri uri) => WaitFor(Reply);

    public void LogServer(byte[] buffer, int offset, int count) => WaitFor(IsWhole ? Final : Reply);

    public void LogClient(byte[] buffer, int offset, int count)
    {
        var isStart = !isInData && buffer.AsSpan(offset, count).EndsWith(Data);
        WaitFor(IsWhole ? Final : isInData ? DataBlock : isStart ? DataStart : Reply);
    }

    public void Report(long bytesTransferred, long totalSize)
    {
        isInData = true;
        IsWhole = bytesTransferred >= totalSize;
        WaitFor(IsWhole ? Final : DataBlock);
    }

    public void Report(long bytesTransferred) => Report(bytesTransferred, long.MaxValue);

    public void Dispose()
    {
        either.Dispose();
        late.Dispose();
    }

    private void WaitFor(TimeSpan longest)
    {
        var left = Whole - time.GetElapsedTime(startedAt);
        late.CancelAfter(left <= TimeSpan.Zero ? TimeSpan.Zero : left < longest ? left : longest);
    }
}
