using System.Text;
using CredFunctions.Azure;
using CredFunctions.Channels;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;

namespace CredFunctions.IntegrationTests.Policies;

public sealed class BlobPoliciesTests(AzuriteFixture azurite) : StorageTest(azurite)
{
    [Fact]
    public async Task Without_a_policy_the_defaults_are_in_force()
    {
        (await Policies.CurrentAsync(Cancellation)).Should().BeSameAs(PolicyDocument.Default);
        (await ConnectAgain().PoliciesWith(ChannelKinds.Readers).ReadAsync(PolicyDocument.DefaultHash, Cancellation)).Should().BeSameAs(PolicyDocument.Default);
        Policies.Refused.Should().BeNull();
    }

    [Fact]
    public async Task Every_policy_that_was_in_force_can_be_read_by_its_hash()
    {
        await WriteAsync("""{ "alertsBundledFrom": 1 }""");
        var first = await Policies.CurrentAsync(Cancellation);
        await WriteAsync("""{ "alertsBundledFrom": 2, } // two""");
        var second = await Policies.CurrentAsync(Cancellation);

        var policies = ConnectAgain().PoliciesWith(ChannelKinds.Readers);
        (await policies.CurrentAsync(Cancellation)).AlertsBundledFrom.Should().Be(2);
        (await policies.ReadAsync(first.Hash, Cancellation)).AlertsBundledFrom.Should().Be(1);
        (await policies.ReadAsync(second.Hash, Cancellation)).AlertsBundledFrom.Should().Be(2);
    }

    [Fact]
    public async Task The_roster_beside_it_belongs_to_the_policy()
    {
        await UploadAsync(ResourceNames.ConfigContainer, "roster.csv", "alice,Mei\n"u8.ToArray());
        var alone = await Policies.CurrentAsync(Cancellation);
        alone.Roster!.Of("1", "alice")!.Owner.Should().Be("Mei");
        await WriteAsync("""{ "alertsBundledFrom": 2 }""");
        var both = await Policies.CurrentAsync(Cancellation);

        both.Hash.Should().NotBe(alone.Hash);
        var again = await ConnectAgain().PoliciesWith(ChannelKinds.Readers).ReadAsync(both.Hash, Cancellation);
        again.AlertsBundledFrom.Should().Be(2);
        again.Roster!.Of("1", "alice")!.Owner.Should().Be("Mei");
    }

    [Fact]
    public async Task A_policy_that_cannot_be_read_leaves_the_last_one_in_force_and_is_exposed()
    {
        await WriteAsync("""{ "alertsBundledFrom": 2 }""");
        await Policies.CurrentAsync(Cancellation);
        await WriteAsync("""{ "alertsBundledFrom": 1 }""");
        await Policies.CurrentAsync(Cancellation);
        await WriteAsync("""{ "alertsBundledFrom": 2 }""");
        var last = await Policies.CurrentAsync(Cancellation);
        await WriteAsync("""{ "imediateLimit": 3 }""");

        var policies = ConnectAgain().PoliciesWith(ChannelKinds.Readers);
        (await policies.CurrentAsync(Cancellation)).AlertsBundledFrom.Should().Be(2);
        policies.Refused!.UsedInstead.Should().Be(last.Hash);
        policies.Refused.Errors.Should().ContainSingle().Which.Path.Should().Contain("imediateLimit");

        await WriteAsync("{}");
        await policies.CurrentAsync(Cancellation);
        policies.Refused.Should().BeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(PolicyFile.MaxLength + 1)]
    [InlineData(3 * PolicyFile.MaxLength)]
    public async Task A_first_policy_that_cannot_be_read_leaves_the_defaults_in_force(int length)
    {
        await WriteAsync(new string(' ', length));

        (await Policies.CurrentAsync(Cancellation)).Should().BeSameAs(PolicyDocument.Default);

        Policies.Refused!.UsedInstead.Should().Be(PolicyDocument.DefaultHash);
    }

    [Fact]
    public async Task A_kept_policy_that_is_gone_or_was_changed_is_an_error()
    {
        await WriteAsync("""{ "alertsBundledFrom": 1 }""");
        var policy = await Policies.CurrentAsync(Cancellation);
        await UploadAsync(ResourceNames.ConfigContainer, $"accepted/{policy.Hash}.json", "{}"u8.ToArray());

        await FluentActions.Awaiting(() => ConnectAgain().PoliciesWith(ChannelKinds.Readers).ReadAsync(policy.Hash, Cancellation)).Should().ThrowAsync<InvalidDataException>();
        await FluentActions.Awaiting(() => ConnectAgain().PoliciesWith(ChannelKinds.Readers).ReadAsync(new string('0', 64), Cancellation)).Should().ThrowAsync<InvalidDataException>();
    }

    private Task WriteAsync(string policy) => UploadAsync(ResourceNames.ConfigContainer, "policy.json", Encoding.UTF8.GetBytes(policy));
}
