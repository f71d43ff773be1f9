using System.Collections.Concurrent;
using System.Text;
using CredFunctions.Channels;
using CredFunctions.Channels.Console;
using CredFunctions.Channels.Samples;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Tests.Notifications;

/// <summary>The console channel over an output that is closed, or that nobody reads for now.</summary>
public sealed class ConsoleChannelTests
{
    public static TheoryData<Exception> Closed => [new IOException("Broken pipe"), new UnauthorizedAccessException("Access to the path is denied.")];

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task An_output_that_is_closed_takes_nothing_and_may_be_there_another_time(Exception closed)
    {
        var sending = () => SendAsync(new ScriptedWriter(_ => throw closed), "screen", TestContext.Current.CancellationToken);

        (await sending.Should().ThrowAsync<ChannelRefusedException>()).Which
            .Should().Match<ChannelRefusedException>(refused => refused.Refusal == ChannelRefusal.Transient && refused.Message == "The output is closed.");
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_does_not_read_keeps_nobody_from_stopping()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var read = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = SendAsync(new ScriptedWriter(_ =>
        {
            begun.SetResult();
            read.Wait(CancellationToken.None);
        }), "screen", stop.Token);
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await sending.Awaiting(each => each).Should().ThrowAsync<OperationCanceledException>();
        read.Set();
    }

    [Fact(Timeout = 60_000)]
    public async Task What_two_channels_are_told_is_not_mixed()
    {
        using var read = new ManualResetEventSlim();
        var output = new ScriptedWriter(_ => read.Wait(CancellationToken.None));
        using var channels = Channels(output);
        var sending = Task.WhenAll(Enumerable.Range(1, 4).Select(number => SendAsync(channels, $"screen-{number}", TestContext.Current.CancellationToken)));
        output.Calls.Should().HaveCountLessThan(2, "the first one is still being written");

        read.Set();
        await sending;

        output.Calls.Chunk(2).Should().HaveCount(4).And.OnlyContain(pair => pair[0].Contains("Test of the channel screen-") && pair[1] == "flush");
    }

    private static async Task SendAsync(TextWriter output, string name, CancellationToken cancellationToken)
    {
        using var channels = Channels(output);
        await SendAsync(channels, name, cancellationToken);
    }

    private static ChannelSenders Channels(TextWriter output) => new(new EnvironmentSecrets(), TimeProvider.System, output, evidence: null);

    private static Task<Delivery> SendAsync(ChannelSenders channels, string name, CancellationToken cancellationToken) =>
        channels.SendAsync(new ConsoleChannel { Name = name }, SampleNotifications.Test(name, DateTimeOffset.UtcNow), cancellationToken);

    /// <summary>An output that keeps how it was called, and does as it is told with every text.</summary>
    private sealed class ScriptedWriter(Action<string> writing) : TextWriter
    {
        private readonly ConcurrentQueue<string> calls = [];

        public IReadOnlyList<string> Calls => [.. calls];

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value)
        {
            calls.Enqueue(value!);
            writing(value!);
        }

        public override void Flush() => calls.Enqueue("flush");
    }
}
