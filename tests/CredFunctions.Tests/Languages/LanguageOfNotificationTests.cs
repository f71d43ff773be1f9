using System.Text;

using CredFunctions.Channels;
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

    [Theory]
    [InlineData("""{ "kind": "console" }""")]
    [InlineData("""{ "kind": "teams", "urlSetting": "CHANNEL_A" }""")]
    [InlineData("""{ "kind": "smtp", "host": "h", "from": "a@b.c", "to": ["a@b.c"] }""")]
    [InlineData("""{ "kind": "wecom", "urlSetting": "CHANNEL_A" }""")]
    [InlineData("""{ "kind": "feishu", "urlSetting": "CHANNEL_A" }""")]
    [InlineData("""{ "kind": "dingtalk", "urlSetting": "CHANNEL_A" }""")]
    [InlineData("""{ "kind": "slack", "urlSetting": "CHANNEL_A" }""")]
    public void Every_kind_of_channel_writes_Chinese(string channel)
    {
        var policy = PolicyText.Policy($$"""{ "channels": { "c": {{channel}} }, "routes": [{ "channels": ["c"] }] }""");
        var digest = SampleNotifications.All(DateTimeOffset.UnixEpoch.AddYears(56)).Single(each => each.Name == "digest").Notification;

        var files = ChannelKinds.All.Single(kind => kind.Kind == policy.ChannelOf("c")!.Kind)
            .Preview(policy.ChannelOf("c")!, "digest", digest.In(Language.Chinese), DateTimeOffset.UnixEpoch.AddYears(56));

        foreach (var (name, bytes) in files.Where(file => !file.FileName.EndsWith(".csv", StringComparison.Ordinal)))
        {
            var text = Encoding.UTF8.GetString(bytes);
            text.Should().Contain("高危", name).And.Contain("处理建议", name).And.NotContain("What to do", name).And.NotContain("OPENED", name);
        }
    }
}
