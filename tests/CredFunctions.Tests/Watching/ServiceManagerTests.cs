using System.Net.Sockets;
using System.Text;

using CredFunctions.Cli;
using CredFunctions.Cli.Watching;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Watching;

/// <summary>What a watch sends to systemd, received at a socket of the test.</summary>
public sealed class ServiceManagerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public void Dispose()
    {
        socket.Dispose();
        folder.Dispose();
    }

    private string Address => Path.Combine(folder.Path, "notify");

    [Fact]
    [Trait(Speed.Trait, Speed.Slow)]
    public void A_watch_is_ready_alive_and_stopping()
    {
        Listen(Address);
        using var inbox = new WatchedInbox();
        using var watch = WatchProcess.With(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = Address, ["WATCHDOG_USEC"] = "200000" },
            inbox.Folder, "--settle", WatchedInbox.Settle);

        Receive().Should().Be($"READY=1\nSTATUS=Watching {inbox.Folder}");
        Receive().Should().Be("WATCHDOG=1");
        Receive().Should().Be("WATCHDOG=1");
        watch.Stop("TERM").Should().Be(0);

        var rest = Receive();
        while (rest == "WATCHDOG=1")
            rest = Receive();
        rest.Should().Be("STOPPING=1");
    }

    [Fact]
    public void The_watchdog_is_fed_twice_in_its_interval()
    {
        Listen(Address);
        var time = new ManualTime(CommandRun.Now);
        using var service = Of(time, ("WATCHDOG_USEC", "60000000"));

        service.Ready("x");
        for (var second = 0; second < 120; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            service.Alive();
        }

        Receive().Should().StartWith("READY=1");
        for (var half = 0; half < 4; half++)
            Receive().Should().Be("WATCHDOG=1");
        socket.Available.Should().Be(0);
    }

    [Fact]
    public void A_watchdog_of_another_process_is_left_alone_and_a_name_may_be_abstract()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "abstract names are Linux's");
        var name = $"credfunctions-{Guid.NewGuid():N}";
        Listen($"\0{name}");
        var time = new ManualTime(CommandRun.Now);
        using var service = Of(time, ("NOTIFY_SOCKET", $"@{name}"), ("WATCHDOG_USEC", "2"), ("WATCHDOG_PID", "1"));

        time.Advance(TimeSpan.FromHours(1));
        service.Alive();
        service.Stopping();

        Receive().Should().Be("STOPPING=1");
    }

    [Fact]
    public void A_manager_that_does_not_read_holds_nothing_up()
    {
        Listen(Address);
        using var error = new StringWriter();
        var time = new ManualTime(CommandRun.Now);
        using var service = Of(time, error, ("WATCHDOG_USEC", "2000000"));

        for (var second = 0; second < 10_000; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            service.Alive();
        }

        error.ToString().Should().BeEmpty();
        Receive().Should().Be("WATCHDOG=1");
    }

    [Fact]
    public void A_socket_out_of_reach_is_reported_once_and_ends_nothing()
    {
        using var error = new StringWriter();
        using var service = Of(new ManualTime(CommandRun.Now), error);

        service.Ready("x");
        service.Stopping();

        error.ToString().Should().StartWith("credfunctions: The service manager cannot be notified: ");
        error.ToString().TrimEnd().Should().NotContain("\n");
    }

    [Fact]
    public void The_unit_of_the_installation_uses_what_the_command_knows()
    {
        var unit = File.ReadAllText(RepositoryFile.At("samples/credfunctions.service"));

        unit.Should().Contain("\nType=notify\n").And.MatchRegex(@"\nWatchdogSec=\d+\n").And.Contain("\nStateDirectory=credfunctions\n")
            .And.Contain("\nProtectSystem=strict\n").And.Contain("\nNoNewPrivileges=yes\n");
        var words = unit.Split('\n').Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal)).Split(' ');
        words[1..3].Should().Equal("watch", "/var/lib/credfunctions");
        var help = CommandRun.Of("watch", "--help").Output;
        words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Should().NotBeEmpty().And.OnlyContain(option => help.Contains(option, StringComparison.Ordinal));
        File.ReadAllText(RepositoryFile.At(".ci/package")).Should().Contain("samples/credfunctions.service");
    }

    private ServiceManager Of(TimeProvider time, params (string Name, string Value)[] variables) => Of(time, TextWriter.Null, variables);

    private ServiceManager Of(TimeProvider time, TextWriter error, params (string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = Address };
        foreach (var (name, value) in variables)
            all[name] = value;
        return new ServiceManager(new CommandEnvironment
        {
            Input = Stream.Null,
            Output = Stream.Null,
            Error = error,
            Time = time,
            Variable = all.GetValueOrDefault,
        });
    }

    private void Listen(string address)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "systemd is Linux's");
        socket.Bind(new UnixDomainSocketEndPoint(address));
        socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
    }

    private string Receive()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }

    private sealed class ManualTime(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset now = now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => now.Ticks;

        public void Advance(TimeSpan by) => now += by;
    }
}
