using System.Text;

using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Tests.Stores;

/// <summary>What every store of evidence has to keep.</summary>
public abstract class EvidenceStoreContract
{
    private const string Name = "acme/3f2a/1/findings.csv";

    /// <summary>What a person needs to know to find the store.</summary>
    private protected abstract string Where { get; }

    private protected abstract IEvidenceStore Open();

    [Fact]
    public async Task A_file_that_was_never_written_is_not_there() => (await Open().OpenAsync(Name, default)).Should().BeNull();

    [Fact]
    public async Task A_file_is_there_whole_once_it_is_committed_and_not_before()
    {
        var store = Open();
        await using var file = await store.CreateAsync(Name, default);
        await file.Content.WriteAsync(Bytes("first, "), default);
        await file.Content.FlushAsync();
        (await ReadAsync(store, Name)).Should().BeNull();
        await file.Content.WriteAsync(Bytes("second"), default);

        await file.CommitAsync(default);

        (await ReadAsync(store, Name)).Should().Be("first, second");
        (await ReadAsync(Open(), Name)).Should().Be("first, second");
    }

    [Fact]
    public async Task A_file_that_is_closed_before_it_is_committed_leaves_what_was_there()
    {
        var store = Open();
        await WriteAsync(store, Name, "whole");

        await using (var file = await store.CreateAsync(Name, default))
            await file.Content.WriteAsync(Bytes("half"), default);

        (await ReadAsync(store, Name)).Should().Be("whole");
    }

    [Fact]
    public async Task The_same_file_can_be_written_again()
    {
        var store = Open();
        await WriteAsync(store, Name, "same");

        await WriteAsync(store, Name, "same");

        (await ReadAsync(store, Name)).Should().Be("same");
    }

    [Fact]
    public async Task A_list_is_replaced_only_while_it_is_what_was_read()
    {
        const string List = "acme/index.csv";
        var store = Open();
        (await store.ReplaceAsync(List, Bytes("first"), Bytes("second"), default)).Should().BeFalse("there is none");
        (await store.ReplaceAsync(List, null, Bytes("first"), default)).Should().BeTrue();
        (await store.ReplaceAsync(List, null, Bytes("second"), default)).Should().BeFalse("there is one");

        (await Open().ReplaceAsync(List, Bytes("first"), Bytes("second"), default)).Should().BeTrue();
        (await store.ReplaceAsync(List, Bytes("first"), Bytes("third"), default)).Should().BeFalse("another writer came first");

        (await ReadAsync(store, List)).Should().Be("second");
    }

    [Fact]
    public async Task Writers_of_one_list_lose_nothing_of_each_other()
    {
        const string List = "acme/index.csv";
        var store = Open();

        await Parallel.ForEachAsync(Enumerable.Range(0, 8), async (number, cancellationToken) =>
        {
            byte[]? read;
            do
                read = await ReadAsync(store, List) is { } text ? Bytes(text) : null;
            while (!await store.ReplaceAsync(List, read, [.. read ?? [], (byte)('a' + number)], cancellationToken));
        });

        (await ReadAsync(store, List))!.Order().Should().Equal("abcdefgh");
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        var store = Open();

        await WriteAsync(store, Name, "");

        (await ReadAsync(store, Name)).Should().BeEmpty();
    }

    // Larger than any block, and an odd length.
    [Fact]
    public async Task Files_are_written_side_by_side_whatever_their_size()
    {
        var store = Open();
        var large = new string('x', 9_000_001);
        await using var first = await store.CreateAsync(Name, default);
        await using var second = await store.CreateAsync("acme/3f2a/1/accounts.csv", default);
        foreach (var part in large.Chunk(1_234_567))
        {
            await first.Content.WriteAsync(Bytes(new string(part)), default);
            await second.Content.WriteAsync(Bytes("little"), default);
        }

        await second.CommitAsync(default);
        await first.CommitAsync(default);

        (await ReadAsync(store, Name)).Should().Be(large);
        (await ReadAsync(store, "acme/3f2a/1/accounts.csv")).Should().StartWith("littlelittle");
    }

    // Two workers may complete the same run at the same time.
    [Theory]
    [InlineData(10)]
    [InlineData(9_000_001)]
    public async Task Two_writers_of_one_name_do_not_disturb_each_other(int length)
    {
        var store = Open();
        var bytes = Bytes(new string('x', length));
        await using var first = await store.CreateAsync(Name, default);
        await using var second = await store.CreateAsync(Name, default);
        await first.Content.WriteAsync(bytes, default);
        await second.Content.WriteAsync(bytes.AsMemory(0, length / 2), default);
        await first.CommitAsync(default);
        await second.Content.WriteAsync(bytes.AsMemory(length / 2), default);

        await second.CommitAsync(default);

        (await ReadAsync(store, Name)).Should().HaveLength(length);
    }

    [Fact]
    public void A_person_is_told_where_a_file_lies() =>
        Open().PlaceOf(Name).Should().ContainAll(Name.Split('/')).And.Contain(Where);

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a..")]
    [InlineData("...")]
    [InlineData("A.b-c_d")]
    public async Task Every_source_has_a_folder_of_its_own(string source)
    {
        var store = Open();
        var name = EvidenceName.Of(source, new(DateTimeOffset.UnixEpoch, "3f2a", 1), EvidenceName.Page);

        await WriteAsync(store, name, source);
        await WriteAsync(store, EvidenceName.Of("other", new(DateTimeOffset.UnixEpoch, "3f2a", 1), EvidenceName.Page), "other");

        (await ReadAsync(store, name)).Should().Be(source);
    }

    private protected static async Task WriteAsync(IEvidenceStore store, string name, string text)
    {
        await using var file = await store.CreateAsync(name, default);
        await file.Content.WriteAsync(Bytes(text), default);
        await file.CommitAsync(default);
    }

    private protected static async Task<string?> ReadAsync(IEvidenceStore store, string name)
    {
        await using var content = await store.OpenAsync(name, default);
        if (content is null)
            return null;
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
