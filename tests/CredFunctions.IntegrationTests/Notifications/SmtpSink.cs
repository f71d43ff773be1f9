using System.Diagnostics;
using System.Text.Json;

using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Tests.Building;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>A mail server on this machine that refuses some people, and reads what it takes.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private SmtpSink(Process process) => this.process = process;

    public int Port { get; private set; }

    /// <summary>Starts one; skips the test where there is no Node.js.</summary>
    /// <param name="options">What <c>smtp-sink.js</c> knows: tls, key, cert, password, hangs, tooLarge, thinks, drops.</param>
    public static async Task<SmtpSink> StartAsync(object? options = null)
    {
        var (node, npm) = (NodeTools.Find("node"), NodeTools.Find("npm"));
        Assert.SkipWhen(node is null || npm is null, "The mail server smtp-server runs on Node.js, and node or npm is not in the PATH.");
        await NodeTools.InstallAsync(npm, "smtp-server/dist/cjs/smtp-server.js");

        var start = new ProcessStartInfo(node, [RepositoryFile.At("tests/CredFunctions.IntegrationTests/Notifications/smtp-sink.js"), JsonSerializer.Serialize(options ?? new { tls = true })])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var sink = new SmtpSink(Process.Start(start)!);
        sink.Port = (await sink.ReadAsync()).GetProperty("port").GetInt32();
        return sink;
    }

    /// <summary>The next mail that it took.</summary>
    public async Task<ReceivedMail> MailAsync() => (await ReadAsync()).GetProperty("mail").Deserialize<ReceivedMail>(Json)!;

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }

    private async Task<JsonElement> ReadAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("The mail server ended.");
        using var json = JsonDocument.Parse(line);
        return json.RootElement.Clone();
    }
}
