using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CredFunctions.Cli.Watching;

/// <summary>
/// The service manager that started this process, where it is one that asks for notifications: systemd, by the protocol of
/// sd_notify(3). Anywhere else nothing is sent.
/// </summary>
internal sealed class ServiceManager : IDisposable
{
    private readonly Socket? socket;
    private readonly UnixDomainSocketEndPoint? address;
    private readonly TimeSpan? watchdogEvery;
    private readonly Action<string> warn;
    private readonly TimeProvider time;
    private long lastAlive;
    private bool isOutOfReach;

    public ServiceManager(CommandEnvironment environment)
    {
        (warn, time) = (environment.WriteMessage, environment.Time);
        if (environment.Variable("NOTIFY_SOCKET") is not { Length: > 1 } path || OperatingSystem.IsWindows())
            return;

        // A name that begins with "@" is abstract: it has no file.
        address = new UnixDomainSocketEndPoint(path[0] == '@' ? $"\0{path[1..]}" : path);

        // One that does not read must not hold up the work.
        socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        var isForThis = environment.Variable("WATCHDOG_PID") is not { Length: > 0 } process
            || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (isForThis && long.TryParse(
            environment.Variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds > 0)
            watchdogEvery = TimeSpan.FromMicroseconds(microseconds) / 2;
    }

    /// <summary>The state is open and the work has begun.</summary>
    public void Ready(string status)
    {
        Send($"READY=1\nSTATUS={status}");
        lastAlive = time.GetTimestamp();
    }

    /// <summary>The work goes on: sent twice in each interval of the watchdog, however often this is called.</summary>
    public void Alive()
    {
        if (watchdogEvery is not { } interval || time.GetElapsedTime(lastAlive) < interval)
            return;
        lastAlive = time.GetTimestamp();
        Send("WATCHDOG=1");
    }

    public void Stopping() => Send("STOPPING=1");

    public void Dispose() => socket?.Dispose();

    private void Send(string state)
    {
        try
        {
            socket?.SendTo(Encoding.UTF8.GetBytes(state), address!);
        }
        catch (SocketException ex)
        {
            if (!isOutOfReach && ex.SocketErrorCode is not SocketError.WouldBlock)
                warn($"The service manager cannot be notified: {ex.Message}");
            isOutOfReach |= ex.SocketErrorCode is not SocketError.WouldBlock;
        }
    }
}
