using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;

using CredFunctions.Cli;
using CredFunctions.Embedded;
using CredFunctions.Embedded.Inbox;
using CredFunctions.Ports;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Embedded;

public sealed class FolderInboxTests : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);
    private static readonly DateTime AsOf = new(2026, 11, 1, 4, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder temporary = new();
    private readonly ManualTime time = new();
    private readonly List<string> said = [];
    private readonly WatchedFolder folder;
    private readonly Arrivals arrivals;
    private readonly FolderReportInbox inbox;

    public FolderInboxTests()
    {
        folder = WatchedFolder.Open(temporary.Path);
        var looks = new FileLooks(Settle, time);
        arrivals = new Arrivals(folder, looks, "default", said.Add);
        inbox = new FolderReportInbox(folder, looks, "default");
    }

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void A_file_arrives_once_it_was_the_same_at_two_looks()
    {
        Put("x.csv", "one");

        arrivals.Look().Should().BeEmpty("it may still be growing");
        arrivals.Growing.Should().Equal("x.csv");
        time.Pass(Settle - TimeSpan.FromTicks(1));
        arrivals.Look().Should().BeEmpty("the looks are too near");
        time.Pass(TimeSpan.FromTicks(1));
        arrivals.Look().Should().Equal(new Arrival("default", "x.csv"));
        arrivals.Growing.Should().BeEmpty();
        arrivals.Look().Should().BeEmpty("it arrived before");
    }

    [Fact]
    public void A_file_that_grows_arrives_when_it_has_stopped()
    {
        Put("x.csv", "a");
        for (var length = 2; length < 10; length++)
        {
            arrivals.Look().Should().BeEmpty();
            time.Pass(Settle);
            Put("x.csv", new string('a', length));
        }

        arrivals.Look().Should().BeEmpty();
        time.Pass(Settle);
        arrivals.Look().Should().ContainSingle();
    }

    [Fact]
    public void A_file_of_the_same_length_that_was_written_again_has_not_stopped()
    {
        Put("x.csv", "one");
        arrivals.Look();
        time.Pass(Settle);
        Put("x.csv", "two", AsOf.AddSeconds(1));

        arrivals.Look().Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_another_program_has_locked_arrives_once_that_lets_go()
    {
        Put("x.csv", "one");
        using (new FileStream(At("reports/x.csv"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            LookTwice().Should().BeEmpty();
            arrivals.Look().Should().BeEmpty();
            said.Should().ContainSingle().Which.Should().Contain("in use by another program");
            arrivals.Growing.Should().Equal("x.csv");
        }

        arrivals.Look().Should().ContainSingle();
    }

    [Fact]
    public void Earliest_files_come_first_and_folders_name_their_source()
    {
        Put("a.csv", "3", AsOf.AddHours(2));
        Put("company-a/b.csv", "1", AsOf);
        Put("company-b/2026/c.csv", "2", AsOf.AddHours(1));

        LookTwice().Should().Equal(new Arrival("company-a", "company-a/b.csv"), new Arrival("company-b", "company-b/2026/c.csv"), new Arrival("default", "a.csv"));
    }

    [Fact]
    public async Task Sweep_finds_every_report_that_has_stopped_growing_again()
    {
        Put("x.csv", "one");
        Put("notes.txt", "no report");
        LookTwice();
        Put("y.csv", "two");

        (await inbox.ListAsync("default", default).Select(entry => (entry.Name, entry.IsGrowing)).ToListAsync()).Should().Equal(("x.csv", false), ("y.csv", true));
    }

    [Fact]
    public async Task Sweep_is_told_of_each_source_its_own_with_the_version_and_whether_departures_are_accepted()
    {
        Put("a.csv", "1");
        Put("company-a/b.csv", "2");
        Put("company-a/c.csv", "3", AsOf.AddHours(-1));
        Put("company-a/b.csv.accept", "");
        LookTwice();

        (await inbox.SourcesAsync(default).ToListAsync()).Should().BeEquivalentTo("default", "company-a");
        (await inbox.ListAsync("company-a", default).ToListAsync()).Should().Equal(
            new InboxEntry("company-a/c.csv", await VersionOfAsync("company-a/c.csv", "company-a"), new DateTimeOffset(AsOf.AddHours(-1))),
            new InboxEntry("company-a/b.csv", await VersionOfAsync("company-a/b.csv", "company-a"), new DateTimeOffset(AsOf), IsAccepted: true));
    }

    [Fact]
    public async Task What_was_archived_is_removed_a_piece_at_a_time_once_its_keep_time_is_over()
    {
        Put("x.csv", "one");
        await inbox.RejectAsync("default", "x.csv", await VersionOfAsync("x.csv"), "Broken.", default);
        Put("x.csv", "two", AsOf.AddDays(1));
        await inbox.FinishAsync("default", "x.csv", await VersionOfAsync("x.csv"), default);
        Put("y.csv", "waits");

        (await inbox.PurgeAsync(new DateTimeOffset(2026, 11, 23, 23, 59, 59, TimeSpan.Zero), most: 10, default)).Should().Be(0);
        (await inbox.PurgeAsync(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), most: 2, default)).Should().Be(2);
        (await inbox.PurgeAsync(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), most: 2, default)).Should().Be(1);

        Files().Should().Equal("reports/y.csv");
    }

    [Fact]
    public async Task A_file_that_is_done_with_is_archived_unless_it_has_changed()
    {
        Put("x.csv", "one");
        var version = await VersionOfAsync("x.csv");
        Put("x.csv", "one more");
        await inbox.RemoveAsync("default", "x.csv", version, default);
        Files().Should().Equal("reports/x.csv");

        await inbox.RemoveAsync("default", "x.csv", await VersionOfAsync("x.csv"), default);
        Files().Should().Equal("done/default/20261101T040000Z-20261123-x.csv");
    }

    [Fact]
    public async Task A_report_is_as_of_when_it_was_last_written()
    {
        Put("company-a/x.csv", "one");
        LookTwice();

        await using var report = await inbox.OpenAsync("company-a", "company-a/x.csv", default);

        report!.ModifiedAt.Should().Be(new DateTimeOffset(AsOf));
        report.IsAccepted.Should().BeFalse();
        for (var pass = 0; pass < 2; pass++)
        {
            report.Content.Position = 0;
            using var reader = new StreamReader(report.Content, leaveOpen: true);
            (await reader.ReadToEndAsync()).Should().Be("one");
        }
    }

    [Theory]
    [InlineData("default", "gone.csv")]
    [InlineData("default", "../outside.csv")]
    [InlineData("default", "/etc/hostname")]
    [InlineData("default", "")]
    [InlineData("default", "company-a/x.csv")]
    [InlineData("company-a", "x.csv")]
    public async Task What_is_not_there_or_of_another_source_is_not_opened(string source, string name)
    {
        Put("company-a/x.csv", "one");
        Put("x.csv", "one");
        File.WriteAllText(At("outside.csv"), "one");
        LookTwice();

        (await inbox.OpenAsync(source, name, default)).Should().BeNull();
    }

    [Fact]
    public async Task A_file_that_is_written_to_while_it_is_read_gives_no_byte_of_the_other_version()
    {
        Put("x.csv", new string('a', 1_000_000));
        LookTwice();
        await using var report = await inbox.OpenAsync("default", "x.csv", default);
        report!.Content.ReadExactly(new byte[1_000]);

        Put("x.csv", new string('b', 1_000_000), AsOf.AddSeconds(1));

        report.Content.Invoking(content => content.ReadExactly(new byte[1_000])).Should().Throw<IOException>().WithMessage("\"x.csv\" changed while it was read*");
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_read_is_read_to_its_end()
    {
        Put("x.csv", "one");
        LookTwice();
        await using var report = await inbox.OpenAsync("default", "x.csv", default);

        Put("y.tmp", "two");
        File.Move(At("reports/y.tmp"), At("reports/x.csv"), overwrite: true);

        using var reader = new StreamReader(report!.Content, leaveOpen: true);
        (await reader.ReadToEndAsync()).Should().Be("one");
    }

    [Fact]
    public async Task A_finished_report_lies_in_done_and_never_in_the_place_of_another()
    {
        for (var day = 0; day < 3; day++)
        {
            Put("x.csv", "the same", AsOf);
            await inbox.FinishAsync("default", "x.csv", await VersionOfAsync("x.csv"), default);
        }

        Files().Should().Equal("done/default/20261101T040000Z-20261123-x-2.csv", "done/default/20261101T040000Z-20261123-x-3.csv", "done/default/20261101T040000Z-20261123-x.csv");
        File.GetLastWriteTimeUtc(At("done/default/20261101T040000Z-20261123-x.csv")).Should().Be(AsOf);
    }

    [Fact]
    public async Task A_rejected_report_lies_in_rejected_with_its_reason()
    {
        Put("company-a/x.csv", "one");
        var version = await VersionOfAsync("company-a/x.csv", "company-a");

        await inbox.RejectAsync("company-a", "company-a/x.csv", version, "It has no header.", default);
        await inbox.RejectAsync("company-a", "company-a/x.csv", version, "It has no header.", default);

        Files().Should().Equal("rejected/company-a/20261101T040000Z-20261123-x.csv", "rejected/company-a/20261101T040000Z-20261123-x.csv.reason.txt");
        File.ReadAllText(At("rejected/company-a/20261101T040000Z-20261123-x.csv.reason.txt")).Should().Be("It has no header.\n");
    }

    // A process that is killed between two steps leaves the first of them done.
    [Fact]
    public async Task A_rejection_that_ended_after_the_reason_is_finished()
    {
        Put("x.csv", "one");
        Directory.CreateDirectory(At("rejected/default"));
        File.WriteAllText(At("rejected/default/20261101T040000Z-20261123-x.csv.reason.txt"), "It has no hea");

        await inbox.RejectAsync("default", "x.csv", await VersionOfAsync("x.csv"), "It has no header.", default);

        Files().Should().Equal("rejected/default/20261101T040000Z-20261123-x.csv", "rejected/default/20261101T040000Z-20261123-x.csv.reason.txt");
        File.ReadAllText(At("rejected/default/20261101T040000Z-20261123-x.csv.reason.txt")).Should().Be("It has no header.\n");
    }

    [Fact]
    public async Task A_file_that_was_replaced_since_it_was_read_stays()
    {
        Put("x.csv", "one");
        var version = await VersionOfAsync("x.csv");
        Put("x.csv", "two", AsOf.AddSeconds(1));

        await inbox.FinishAsync("default", "x.csv", version, default);
        await inbox.RejectAsync("default", "x.csv", version, "Broken.", default);

        Files().Should().Equal("reports/x.csv");
        LookTwice().Should().Equal(new Arrival("default", "x.csv"));
    }

    [Theory]
    [InlineData("notes.txt", "rejected/20261101T040000Z-20261123-notes.txt")]
    [InlineData("company-a/x.xlsx", "rejected/company-a/20261101T040000Z-20261123-x.xlsx")]
    [InlineData("company a/x.csv", "rejected/company a/20261101T040000Z-20261123-x.csv")]
    public void What_can_be_no_report_is_moved_away_and_said(string name, string aside)
    {
        Put(name, "one");

        LookTwice().Should().BeEmpty();

        Files().Should().Equal(aside, aside + ".reason.txt");
        said.Should().ContainSingle().Which.Should().StartWith($"\"{name}\" is rejected. ").And.EndWith($"It now lies in \"{aside}\".");
    }

    [Fact]
    public void What_is_hidden_or_temporary_stays_unsaid()
    {
        Put(".x.csv", "one");
        Put("company-a/x.csv.part", "one");

        LookTwice().Should().BeEmpty();

        said.Should().BeEmpty();
        Files().Should().HaveCount(2);
        arrivals.Growing.Should().BeEmpty();
    }

    [Fact]
    public async Task A_marker_accepts_departures_and_goes_with_its_report()
    {
        Put("x.csv", "one");
        LookTwice().Should().ContainSingle();
        arrivals.Look().Should().BeEmpty();

        Put("x.csv.accept", "");

        arrivals.Look().Should().Equal(new Arrival("default", "x.csv"));
        string version;
        await using (var report = await inbox.OpenAsync("default", "x.csv", default))
        {
            report!.IsAccepted.Should().BeTrue();
            version = report.Version;
        }

        await inbox.FinishAsync("default", "x.csv", version, default);
        Files().Should().Equal("done/default/20261101T040000Z-20261123-x.csv");
    }

    [Fact]
    public void The_same_name_arrives_again()
    {
        Put("x.csv", "one");
        LookTwice().Should().ContainSingle();
        File.Delete(At("reports/x.csv"));
        arrivals.Look();

        Put("x.csv", "one");

        LookTwice().Should().ContainSingle();
    }

    [Fact]
    public void A_link_is_not_followed_and_said_once()
    {
        File.WriteAllText(At("outside.csv"), "one");
        File.CreateSymbolicLink(At("reports/x.csv"), At("outside.csv"));
        Directory.CreateSymbolicLink(At("reports/loop"), At("reports"));

        LookTwice().Should().BeEmpty();

        said.Should().HaveCount(2).And.OnlyContain(sentence => sentence.Contains("is a link"));
    }

    [Fact]
    public async Task What_links_lead_to_is_neither_read_nor_removed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        var old = "20200101T040000Z-20200101-x.csv";
        Directory.CreateDirectory(At("outside"));
        File.WriteAllText(At($"outside/{old}"), "kept");
        Directory.CreateSymbolicLink(At("done/company-a"), At("outside"));
        Directory.CreateSymbolicLink(At("rejected/company-a"), At("outside"));
        Directory.CreateSymbolicLink(At("reports/company-b"), At("outside"));
        File.CreateSymbolicLink(At($"done/{old}"), At($"outside/{old}"));
        LookTwice();

        (await inbox.PurgeAsync(DateTimeOffset.MaxValue, most: 10, default)).Should().Be(0);
        (await inbox.OpenAsync("company-b", $"company-b/{old}", default)).Should().BeNull();
        await inbox.FinishAsync("company-b", $"company-b/{old}", FileVersion.Of(At($"outside/{old}"))!.Value.ToString(), default);

        File.ReadAllText(At($"outside/{old}")).Should().Be("kept");
    }

    [Fact]
    public async Task A_report_is_not_moved_through_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        Directory.CreateDirectory(At("outside"));
        Directory.CreateSymbolicLink(At("done/company-a"), At("outside"));
        Put("company-a/x.csv", "one");
        var version = await VersionOfAsync("company-a/x.csv", "company-a");

        var finishing = () => inbox.FinishAsync("company-a", "company-a/x.csv", version, default);

        await finishing.Should().ThrowAsync<IOException>().WithMessage("*is a link, which is not followed*");
        File.Exists(At("reports/company-a/x.csv")).Should().BeTrue();
        Directory.EnumerateFiles(At("outside")).Should().BeEmpty();
    }

    [Fact]
    public void A_folder_whose_parts_are_links_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        Directory.CreateDirectory(At("outside"));
        Directory.Delete(folder.Done);
        Directory.CreateSymbolicLink(folder.Done, At("outside"));

        var opening = () => WatchedFolder.Open(temporary.Path);

        opening.Should().Throw<EngineException>().Which.Message.Should().Contain("is a link, which is not followed: make it a folder.");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_pipe_or_a_socket_is_passed_over_and_said_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "they are no files there");
        using (var making = Process.Start("mkfifo", At("reports/pipe.csv")))
            await making.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(At("reports/socket.csv")));
        Put("x.csv", "one");

        LookTwice().Should().Equal(new Arrival("default", "x.csv"));
        arrivals.Look();

        said.Should().BeEquivalentTo(
            "\"pipe.csv\" is a pipe, a socket or a device, and passed over: put the report itself there.",
            "\"socket.csv\" is a pipe, a socket or a device, and passed over: put the report itself there.");
        (await inbox.OpenAsync("default", "pipe.csv", default)).Should().BeNull();
        (await inbox.ListAsync("default", default).Select(entry => entry.Name).ToListAsync()).Should().Equal("x.csv");
    }

    [Theory]
    [InlineData(251)]
    [InlineData(245)]
    public async Task A_name_as_long_as_a_file_system_takes_is_read_and_archived(int length)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths are shorter there");
        var name = new string('x', length) + ".csv";
        Put(name, "one");

        LookTwice().Should().Equal(new Arrival("default", name));
        await inbox.FinishAsync("default", name, await VersionOfAsync(name), default);

        Files().Should().ContainSingle().Which.Should().StartWith("done/default/20261101T040000Z-20261123-xxx").And.EndWith("x.csv");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task What_is_archived_is_private()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions are others there");
        const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Put("x.csv", "one");
        Put("company-a/y.csv", "two");
        File.SetUnixFileMode(At("reports/x.csv"), OfFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await inbox.FinishAsync("default", "x.csv", await VersionOfAsync("x.csv"), default);
        await inbox.RejectAsync("company-a", "company-a/y.csv", await VersionOfAsync("company-a/y.csv", "company-a"), "Broken.", default);

        Files().Should().HaveCount(3).And.OnlyContain(path => File.GetUnixFileMode(At(path)) == OfFile);
        foreach (var made in (string[])["done", "done/default", "rejected", "rejected/company-a"])
            File.GetUnixFileMode(At(made)).Should().Be(OfFile | UnixFileMode.UserExecute, made);
    }

    [Fact]
    public async Task A_marker_beside_a_report_that_is_being_read_here_is_no_use_by_another_program()
    {
        Put("x.csv", "one");
        LookTwice().Should().ContainSingle();
        await using var report = await inbox.OpenAsync("default", "x.csv", default);

        Put("x.csv.accept", "");

        arrivals.Look().Should().Equal(new Arrival("default", "x.csv"));
        said.Should().BeEmpty();
        arrivals.Growing.Should().BeEmpty();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_may_not_be_read_is_said_once_and_read_when_it_may()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "nobody is refused anything here");
        Put("x.csv", "one");
        File.SetUnixFileMode(At("reports/x.csv"), UnixFileMode.None);

        LookTwice().Should().BeEmpty();
        said.Should().Equal("\"x.csv\" cannot be read: permission is denied.");

        File.SetUnixFileMode(At("reports/x.csv"), UnixFileMode.UserRead);
        arrivals.Look().Should().ContainSingle();
    }

    [Fact]
    public void What_cannot_be_moved_away_is_said_once()
    {
        Directory.Delete(folder.Rejected);
        File.WriteAllText(folder.Rejected, "a file in its place");
        Put("notes.txt", "one");

        LookTwice().Should().BeEmpty();
        arrivals.Look();

        said.Should().ContainSingle().Which.Should().StartWith("\"notes.txt\" is no report and cannot be moved away: ");
    }

    [Theory]
    [InlineData("missing", "does not exist")]
    [InlineData("file", "is a file")]
    public void A_folder_that_is_none_is_said(string name, string why)
    {
        File.WriteAllText(At("file"), "");

        var opening = () => WatchedFolder.Open(At(name));

        opening.Should().Throw<EngineException>().Which.Message.Should().Contain(why);
    }

    private IReadOnlyList<Arrival> LookTwice()
    {
        arrivals.Look();
        time.Pass(Settle);
        return arrivals.Look();
    }

    private async Task<string> VersionOfAsync(string name, string source = "default")
    {
        LookTwice();
        await using var report = await inbox.OpenAsync(source, name, default);
        return report!.Version;
    }

    private void Put(string name, string text, DateTime? writtenAt = null)
    {
        var path = At($"reports/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Encoding.ASCII);
        File.SetLastWriteTimeUtc(path, writtenAt ?? AsOf);
    }

    private string At(string path) => Path.Combine(temporary.Path, path);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(temporary.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Select(path => Path.GetRelativePath(temporary.Path, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private sealed class ManualTime : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

        private long ticks;

        public override DateTimeOffset GetUtcNow() => Start.AddTicks(ticks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan span) => ticks += span.Ticks;

        public override long GetTimestamp() => ticks;
    }
}
