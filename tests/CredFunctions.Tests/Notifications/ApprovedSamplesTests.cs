using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using CredFunctions.Channels;
using CredFunctions.Channels.DingTalk;
using CredFunctions.Channels.Feishu;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Slack;
using CredFunctions.Channels.Smtp;
using CredFunctions.Channels.Teams;
using CredFunctions.Channels.Webhook;
using CredFunctions.Channels.WeCom;
using CredFunctions.Languages;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Notifications;

/// <summary>Every card, mail and webhook body as it was looked at.</summary>
public sealed class ApprovedSamplesTests
{
    private static readonly Channel[] Channels =
    [
        new TeamsChannel { Name = "chat", UrlSetting = "CHANNEL_CHAT" },
        new WeComChannel { Name = "wecom", UrlSetting = "CHANNEL_WECOM" },
        new FeishuChannel { Name = "feishu", UrlSetting = "CHANNEL_FEISHU" },
        new DingTalkChannel { Name = "dingtalk", UrlSetting = "CHANNEL_DINGTALK" },
        new SlackChannel { Name = "slack", UrlSetting = "CHANNEL_SLACK" },
        new SmtpChannel { Name = "mail", Host = "localhost", From = "credfunctions@example.com", To = [] },
        new WebhookChannel { Name = "siem" },
    ];

    private static readonly DateTimeOffset Now = new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. SampleNotifications.All(Now).Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_as_they_were_approved(string name) =>
        AreApproved(name, SampleNotifications.All(Now).Single(each => each.Name == name).Notification);

    [Theory]
    [InlineData("digest")]
    [InlineData("alerts")]
    [InlineData("held")]
    public void So_are_those_in_Chinese(string name) => AreApproved(
        $"{name}.zh-CN", SampleNotifications.All(Now).Single(each => each.Name == name).Notification.In(Language.Chinese));

    private static void AreApproved(string name, Notification sample)
    {
        foreach (var (file, bytes) in Channels.SelectMany(channel => ChannelKinds.Of(channel).Preview(channel, name, sample, Now)))
        {
            var text = Encoding.UTF8.GetString(bytes).TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal);
            if (file.EndsWith(".json", StringComparison.Ordinal))
                text = JsonSerializer.Serialize(JsonDocument.Parse(text), Indented) + "\n";
            Approved.Is("Notifications", file, text);
        }
    }

    [Fact]
    public void There_is_one_of_every_kind() =>
        SampleNotifications.All(Now).Select(sample => sample.Notification.Kind).Should().Contain(Enum.GetValues<NotificationKind>());

    [Fact]
    public void Each_has_an_id_of_its_own() => SampleNotifications.All(Now).Select(sample => sample.Notification.Id).Should().OnlyHaveUniqueItems();
}
