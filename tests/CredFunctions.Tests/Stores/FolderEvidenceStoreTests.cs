using CredFunctions.Cli.Embedded.Evidence;
using CredFunctions.Pipeline;
using CredFunctions.Pipeline.Ports;
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
        var dead = await store.CreateAsync("acme/3f2a/1/dead.csv", default);
        foreach (var part in new DirectoryInfo(Path.Combine(Root, ".unfinished")).EnumerateFiles())
            part.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-3);
        await using var alive = await store.CreateAsync("acme/3f2a/1/alive.csv", default);

        store.RemoveUnfinished(DateTime.UtcNow.AddDays(-1));
        await alive.CommitAsync(default);

        Directory.EnumerateFiles(Path.Combine(Root, ".unfinished")).Should().BeEmpty();
        File.Exists(store.PathOf("acme/3f2a/1/alive.csv")).Should().BeTrue();
        await dead.DisposeAsync();
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
