using System.Runtime.Versioning;

using CredFunctions.Embedded.State;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Watching;

namespace CredFunctions.Tests.Cli;

public sealed class BackupTests : IDisposable
{
    private readonly WatchedInbox inbox = new();

    public BackupTests()
    {
        inbox.Put("x.csv", Report.Of(AccountRow.Clean()).Bytes(), AccountRow.AsOf);
        inbox.Watch().ExitCode.Should().Be(0);
    }

    private string Backup => Path.Combine(inbox.Folder, "backup.db");

    public void Dispose() => inbox.Dispose();

    [Fact]
    public void A_state_in_use_is_backed_up_whole_into_one_file()
    {
        using var watch = StateFile.Open(inbox.State);
        watch.Write(isSynced: true, () => watch.Statement("UPDATE reports SET waiting = 1").Execute() > 0);

        var run = inbox.Run("backup", Backup);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Be($"\"{Backup}\" is a whole copy of \"{inbox.State}\" as it is now.\n");
        Directory.EnumerateFiles(inbox.Folder, "backup.db*").Should().Equal(Backup);
        using var copy = StateFile.OpenExisting(Backup);
        copy.ReportIds().Should().BeEquivalentTo(watch.ReportIds());
        copy.Read(() => copy.Statement("SELECT waiting FROM reports").Value().Number).Should().Be(1, "it stood in the log alone");
    }

    [Fact]
    public void A_restored_backup_goes_on_where_it_was_made()
    {
        inbox.Run("backup", Backup).ExitCode.Should().Be(0);
        var history = inbox.Run("history", "--format", "json").Output;
        File.Copy(Backup, inbox.State, overwrite: true);

        inbox.Watch().Error.Should().BeEmpty();

        inbox.Run("history", "--format", "json").Output.Should().Be(history);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void It_is_private()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions are others there");

        inbox.Run("backup", Backup);

        File.GetUnixFileMode(Backup).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        File.WriteAllText(Backup, "mine");

        var run = inbox.Run("backup", Backup);

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Be($"\"{Backup}\" is there already, and a backup overwrites nothing: name another file.");
        File.ReadAllText(Backup).Should().Be("mine");
    }

    [Fact]
    public void What_was_left_of_a_backup_that_was_killed_is_in_nobodys_way()
    {
        File.WriteAllText(Backup + ".unfinished", "half");

        inbox.Run("backup", Backup).ExitCode.Should().Be(0);

        Directory.EnumerateFiles(inbox.Folder, "backup.db*").Should().Equal(Backup);
    }

    [Theory]
    [InlineData("missing/backup.db", "The backup cannot be written to ")]
    public void A_place_that_is_not_there_is_said_in_one_sentence(string name, string sentence)
    {
        var run = inbox.Run("backup", Path.Combine(inbox.Folder, name));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().StartWith(sentence);
    }

    [Fact]
    public void A_state_that_is_not_there_is_said_in_one_sentence()
    {
        var run = CommandRun.Of("backup", Backup, "--state", Path.Combine(inbox.Folder, "missing.db"));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain("does not exist");
        File.Exists(Backup).Should().BeFalse();
    }
}
