using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Records;

/// <summary>Records in a place that the user may only read.</summary>
public sealed class ReadOnlyRecordsTests : IDisposable
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly TemporaryFolder folder = new();

    private string State => Path.Combine(folder.Path, "a b%?#.db");

    public void Dispose()
    {
        Set(folder.Path, Folder | UnixFileMode.UserWrite);
        foreach (var each in Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories))
            Set(each, Folder | UnixFileMode.UserWrite);
        folder.Dispose();
    }

    [Theory]
    [InlineData("status")]
    [InlineData("history")]
    [InlineData("show leaked")]
    [InlineData("show leaked --on 2026-11-01")]
    [InlineData("show --account * --format csv")]
    public void What_only_reads_needs_no_right_to_write(string command)
    {
        Record();
        var before = Run(command);
        Protect();

        var run = Run(command);

        run.ExitCode.Should().Be(0, run.Error);
        run.Should().Be(before);
        Directory.GetFiles(folder.Path, "*-*", SearchOption.TopDirectoryOnly).Should().BeEmpty("SQLite makes its files beside a state that it can write");
    }

    [Fact]
    public void So_does_the_verification_of_evidence()
    {
        Record();
        Protect();

        CommandRun.Of("verify", Path.Combine(folder.Path, "evidence")).ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_file_that_is_read_only_in_a_folder_that_is_not_can_be_read_too()
    {
        Record();
        Protect();
        Set(folder.Path, Folder | UnixFileMode.UserWrite);

        Run("status").ExitCode.Should().Be(0);
    }

    [Fact]
    public void What_writes_is_refused_in_one_sentence()
    {
        Record();
        Protect();

        CommandRun.Of("scan", Path.Combine(folder.Path, "report.csv"), "--as-of", "2026-11-02", "--state", State).Sentence
            .Should().Contain("cannot be");
    }

    private CommandRun Run(string command) => CommandRun.Of([.. command.Split(' '), "--state", State]);

    private void Record() => CommandRun.Of(
        "scan", folder.Write("report.csv", new ReportText().AddProgram("leaked", (CredFunctions.Reports.Column.AccessKey1MayBeAtRisk, "TRUE")).Bytes),
        "--as-of", ReportText.AsOf, "--state", State, "--out", Path.Combine(folder.Path, "evidence")).ExitCode.Should().Be(0);

    private void Protect()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "folders have no modes");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may write anywhere: run it as another user");
        foreach (var each in Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Append(folder.Path).ToList())
            Set(each, Directory.Exists(each) ? Folder : UnixFileMode.UserRead);
    }

    private static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
