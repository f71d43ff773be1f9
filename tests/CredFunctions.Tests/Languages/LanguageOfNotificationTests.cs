using CredFunctions.Channels.Samples;
using CredFunctions.Languages;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Languages;

public sealed class LanguageOfNotificationTests
{
    [Theory]
    [InlineData("", "", Language.English)]
    [InlineData(""" "language": "zh-CN", """, "", Language.Chinese)]
    [InlineData(""" "language": "zh-CN", """, """ , "language": "en" """, Language.English)]
    [InlineData("", """ , "language": "zh-CN" """, Language.Chinese)]
    public void A_route_has_the_language_of_the_policy_unless_it_has_its_own(string policy, string route, Language language) =>
        PolicyText.Policy($$"""{ {{policy}} "channels": { "c": { "kind": "console" } }, "routes": [{ "channels": ["c"]{{route}} }] }""")
            .Routes.Single().Language.Should().Be(language);

    [Fact]
    public void The_language_of_a_channel_counts_first()
    {
        var notification = SampleNotifications.Test("c", DateTimeOffset.UnixEpoch);
        var chinese = PolicyText.Policy("""
            { "channels": { "c": { "kind": "console", "language": "zh-CN" } }, "routes": [{ "channels": ["c"], "language": "en" }] }
            """).ChannelOf("c")!;

        notification.In(chinese.Language).Content.Language.Should().Be("zh-CN");
        notification.In(Language.Chinese).In(null).Content.Language.Should().Be("zh-CN");
        notification.In(Language.Chinese).In(Language.English).Content.Language.Should().BeNull();
    }
}
