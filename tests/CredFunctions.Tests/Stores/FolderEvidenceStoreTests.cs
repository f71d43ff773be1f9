using System.Runtime.Versioning;

using CredFunctions.Embedded.Evidence;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Stores;

public sealed class FolderEvidenceStoreTests : EvidenceStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Root => Path.Combine(folder.Path, "evidence");

    public void Dispose() => folder.Dispose();

    private protected override string Where => Root;

    private protected override IEvidenceStore Open() => new FolderEvidenceStore(Root);

    [Fact]
    public async Task Nothing_is_left_but_the_files()
    {
        var store = Open();
        await WriteAsync(store, "acme/3f2a/1/a.csv", "whole");
        await using (var file = await store.CreateAsync("acme/3f2a/1/b.csv", default))
            await file.Content.WriteAsync("half"u8.ToArray(), default);

        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Should().Equal(Path.Combine(Root, "acme", "3f2a", "1", "a.csv"));
    }

    [Fact]
    public async Task What_a_dead_process_left_is_removed_and_what_is_being_written_is_not()
    {
        var store = new FolderEvidenceStore(Root);
        await using var alive = await store.CreateAsync("acme/3f2a/1/alive.csv", default);
        await File.WriteAllTextAsync(Path.Combine(Root, ".unfinished", "dead"), "half", TestContext.Current.CancellationToken);

        FolderEvidenceStore.Open(Root);
        await alive.CommitAsync(default);

        Directory.EnumerateFiles(Path.Combine(Root, ".unfinished")).Should().BeEmpty();
        File.Exists(store.PlaceOf("acme/3f2a/1/alive.csv")).Should().BeTrue();
    }

    [Fact]
    public void Leftovers_behind_a_link_stay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        var outside = Directory.CreateDirectory(Path.Combine(folder.Path, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "x"), "kept");
        Directory.CreateDirectory(Root);
        Directory.CreateSymbolicLink(Path.Combine(Root, ".unfinished"), outside);

        FolderEvidenceStore.Open(Root);

        File.ReadAllText(Path.Combine(outside, "x")).Should().Be("kept");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task What_is_made_is_private_and_what_is_there_keeps_its_permissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions are others there");
        const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        Directory.CreateDirectory(Root);
        File.SetUnixFileMode(Root, Everybody);

        await WriteAsync(FolderEvidenceStore.Open(Root), "acme/3f2a/1/a.csv", "whole");

        File.GetUnixFileMode(Root).Should().Be(Everybody);
        foreach (var made in (string[])["acme", "acme/3f2a", "acme/3f2a/1"])
            File.GetUnixFileMode(Path.Combine(Root, made)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, made);
        File.GetUnixFileMode(Path.Combine(Root, "acme/3f2a/1/a.csv")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task No_source_leaves_the_folder(string source)
    {
        await WriteAsync(Open(), EvidenceName.Of(source, new(DateTimeOffset.UnixEpoch, "3f2a", 1), EvidenceName.Page), "x");

        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Should().ContainSingle()
            .Which.Should().StartWith(Root + Path.DirectorySeparatorChar);
        Directory.EnumerateFileSystemEntries(folder.Path).Should().Equal(Root);
    }
}
