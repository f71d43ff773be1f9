using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CredFunctions.IntegrationTests.Azurite;

/// <summary>The storage emulator on ports of this machine that were free.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private const int Starts = 3;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private AzuriteProcess(string node, string script, string accounts)
    {
        var ports = FreePorts(3);
        (BlobPort, TablePort) = (ports[0], ports[1]);
        var start = new ProcessStartInfo(node)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                script, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                "--blobHost", "127.0.0.1", "--blobPort", Text(BlobPort),
                "--tableHost", "127.0.0.1", "--tablePort", Text(TablePort),
                "--queueHost", "127.0.0.1", "--queuePort", Text(ports[2]),
            },
            Environment = { ["AZURITE_ACCOUNTS"] = accounts },
        };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int BlobPort { get; }

    public int TablePort { get; }

    /// <summary>Starts the emulator and waits until it answers. Another program may take a port first: then once more.</summary>
    public static async Task<AzuriteProcess> StartAsync(string node, string script, string accounts)
    {
        for (var start = 1; start < Starts; start++)
        {
            var azurite = new AzuriteProcess(node, script, accounts);
            if (await azurite.AnswersAsync())
                return azurite;
            await azurite.DisposeAsync();
        }

        var last = new AzuriteProcess(node, script, accounts);
        if (await last.AnswersAsync())
            return last;
        await last.DisposeAsync();
        throw new InvalidOperationException($"Azurite does not answer. It says: {string.Join('\n', last.said)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }

    private async Task<bool> AnswersAsync()
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < StartTime && !process.HasExited)
        {
            if (await ListensAsync(BlobPort) && await ListensAsync(TablePort))
                return true;
            await Task.Delay(100);
        }

        return false;
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
