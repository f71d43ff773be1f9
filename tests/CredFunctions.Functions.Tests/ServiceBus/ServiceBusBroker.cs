using System.Diagnostics;
using System.Text.Json;

using CredFunctions.Functions.Tests.Hosting;
using CredFunctions.Tests.Building;

namespace CredFunctions.Functions.Tests.ServiceBus;

/// <summary>An AMQP 1.0 broker in a process of its own, which takes what a sender of Service Bus sends.</summary>
internal sealed class ServiceBusBroker : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private ServiceBusBroker(Process process) => this.process = process;

    /// <summary>For a client that connects without TLS, as to the emulator.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Starts one; skips the test where there is no Node.js.</summary>
    /// <param name="options">What <c>service-bus-broker.js</c> reads: messageBytes, batchBytes, attach, transfer, drops and times.</param>
    public static async Task<ServiceBusBroker> StartAsync(object? options = null)
    {
        var (node, _) = await Node.WithAsync("rhea/lib/container.js");
        var start = new ProcessStartInfo(node, [RepositoryFile.At("tests/CredFunctions.Functions.Tests/ServiceBus/service-bus-broker.js"), JsonSerializer.Serialize(options ?? new { })])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var broker = new ServiceBusBroker(Process.Start(start)!);
        var port = (await broker.ReadAsync()).GetProperty("port").GetInt32();
        broker.ConnectionString = $"Endpoint=sb://127.0.0.1:{port};SharedAccessKeyName=sender;SharedAccessKey=c2VjcmV0;UseDevelopmentEmulator=true;";
        return broker;
    }

    /// <summary>The next transfer that it took: a message alone, or a batch.</summary>
    public async Task<Transfer> NextAsync() => (await ReadAsync()).Deserialize<Transfer>(Json)!;

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }

    private async Task<JsonElement> ReadAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("The broker ended.");
        using var json = JsonDocument.Parse(line);
        return json.RootElement.Clone();
    }

    /// <param name="Bytes">The size of a batch; null for a message alone.</param>
    internal sealed record Transfer(string Queue, bool IsBatch, int? Bytes, IReadOnlyList<TransferredMessage> Messages);

    /// <param name="Body">The bytes of the data section as text; null when the message has no such section.</param>
    internal sealed record TransferredMessage(
        string? MessageId, string? SessionId, string? Subject, string? ContentType, string? CorrelationId, DateTimeOffset? ScheduledFor, string? Body);
}
