using System.Text.Json;

using CredFunctions.Channels;
using CredFunctions.Policy;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Notifications;

/// <summary>A kind of channel is one folder. These fail for a folder that is not registered, not in the schema or not documented.</summary>
public sealed class ChannelKindTests
{
    private const string Folder = "src/CredFunctions.Channels";

    // What several kinds use.
    private static readonly string[] SharedFolders = ["Chats", "Http", "Mail", "Samples", "Tls", "Wording"];

    private static readonly JsonElement Definitions =
        JsonDocument.Parse(File.ReadAllText(RepositoryFile.At("docs/schema/policy-v1.schema.json"))).RootElement.GetProperty("definitions");

    public static TheoryData<string> Kinds => [.. ChannelKinds.Readers.Select(reader => reader.Kind)];

    [Fact]
    public void Every_folder_of_a_kind_is_registered() =>
        Directory.GetDirectories(RepositoryFile.At(Folder)).Select(path => Path.GetFileName(path)).Except(SharedFolders).Except(["bin", "obj"])
            .Should().BeEquivalentTo(ChannelKinds.All.Select(kind => FolderOf(kind.GetType())));

    [Fact]
    public void Every_kind_of_settings_has_its_folder() =>
        typeof(ChannelKinds).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Channel)) && !type.IsAbstract).Select(FolderOf)
            .Should().BeEquivalentTo(ChannelKinds.All.Select(kind => FolderOf(kind.GetType())));

    [Fact]
    public void Every_kind_has_a_name_of_its_own() => Kinds.Should().OnlyHaveUniqueItems();

    [Fact]
    public void The_schema_describes_every_kind_and_no_other()
    {
        var described = Definitions.GetProperty("channel").GetProperty("oneOf").EnumerateArray()
            .Select(each => Definitions.GetProperty(each.GetProperty("$ref").GetString()!["#/definitions/".Length..]))
            .Select(channel => channel.GetProperty("properties").GetProperty("kind").GetProperty("enum").EnumerateArray().Single().GetString());

        described.Should().BeEquivalentTo(ChannelKinds.Readers.Select(reader => reader.Kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_documentation_describes_every_kind(string kind)
    {
        File.ReadAllText(RepositoryFile.At("docs/policy.md")).Should().Contain($"| `{kind}` |");
        File.ReadAllText(RepositoryFile.At("docs/notifications.md")).Should().Contain($"`{kind}`");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_one_sender(string kind)
    {
        using var senders = new ChannelSenders(new EnvironmentSecrets(), TimeProvider.System, TextWriter.Null, evidence: null);

        senders.All.Should().ContainSingle(sender => sender.Serves(kind));
    }

    private static string FolderOf(Type type) => type.Namespace!.Split('.')[^1];
}
