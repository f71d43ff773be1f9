using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

using CredFunctions.Channels.Chats;
using CredFunctions.Channels.DingTalk;
using CredFunctions.Channels.Feishu;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Slack;
using CredFunctions.Channels.WeCom;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Planning;

namespace CredFunctions.Tests.Notifications;

/// <summary>The messages of WeCom, Feishu, DingTalk and Slack: their limits, and names that cannot mention, link or format.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class ChatMessageTests
{
    private static readonly DateTimeOffset Now = CompletedReport.AsOf.AddHours(1);

    // Signs of markdown, hosts, and characters of 1 to 4 bytes.
    private static readonly string[] Parts =
        ["张伟", "界", "م", "שלום", "🔑", "👩‍👩‍👧", "\u202e", "\0", "*", "_", "`", "[x](", "<@u>", "<!here>", "~~", "&amp;", "#", "- ", "a.example", "www.", "\\", "|", "é", " ", "@all", "z"];

    private static readonly (string Chat, Func<NotificationText, byte[]> Write)[] Chats =
    [
        ("wecom", WeComMessage.Of),
        ("feishu", text => FeishuCard.Message(text, ("1793505600", new string('s', 44)))),
        ("dingtalk", DingTalkMessage.Of),
        ("slack", SlackMessage.Of),
    ];

    public static TheoryData<string> Names => [.. Chats.Select(each => each.Chat)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_digest_of_5000_findings_stays_within_the_limit_and_counts_every_one(string chat)
    {
        var rules = RuleCatalogue.All.Where(rule => !rule.NeedsRoster).Select(rule => rule.Id).ToList();
        var report = CompletedReport.ToDesk(isBaseline: true)
            .With(Enumerable.Range(0, 4_980).Select(number => CompletedReport.Opened(1_000 + number, (Severity)(number % 4), $"用户.{number}@公司.example.com", rules[number % rules.Count])))
            .With(Enumerable.Range(0, 20).Select(number => CompletedReport.Opened(number, Severity.Critical, $"运维.{number}@公司.example.com")));

        var message = Write(chat, report.Told(NotificationKind.Digest).Single());

        IsWithinTheLimits(chat, message);
        var text = Visible(chat, message);
        var sizes = Regex.Matches(text, "(CRITICAL|HIGH|MEDIUM|LOW|INFO) ([0-9,]+) accounts").Select(match => NumberIn(match.Groups[2].Value)).ToList();
        var more = Regex.Match(text, "… and ([0-9,]+) more\\.") is { Success: true } rest ? NumberIn(rest.Groups[1].Value) : 0;
        sizes.Should().HaveCountGreaterThan(chat is "wecom" ? 5 : 20).And.StartWith(20, "the worst come first");
        (sizes.Sum() + more).Should().Be(5_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_text_stays_within_the_limit(string chat)
    {
        for (var number = 0; number < RandomRuns.Times(25); number++)
        {
            var random = new Random(RandomRuns.SeedOf(number));
            var message = Write(chat, RandomNotification(random));

            IsWithinTheLimits(chat, message);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_longest_texts_stay_within_the_limit_and_the_title_comes_first(string chat)
    {
        foreach (var character in (string[])["界", "\u202e", "*", "a.bb", "&x"])
        {
            var longest = Long(character, NotificationContent.MaxText);
            var item = new NotificationItem
            {
                Kind = ItemKind.RaisedByPolicy,
                AccountId = new string('1', 20),
                Username = Long(character, NotificationItem.MaxUsername),
                Severity = Severity.Critical,
                Rule = "access-key-leak-risk",
                Message = Long(character, NotificationItem.MaxMessage),
                Note = Long(character, NotificationItem.MaxNote),
            };
            var content = new NotificationContent
            {
                AsOf = CompletedReport.AsOf,
                Headline = longest,
                Reason = longest,
                ReportName = longest,
                Owner = Long(character, 500),
                Items = [.. Enumerable.Repeat(item, NotificationContent.MaxItems)],
                ItemCount = 5_000,
                Remarks = [.. Enumerable.Repeat(longest, 10)],
            };

            var message = Write(chat, NotificationOf(content));

            IsWithinTheLimits(chat, message);
            Visible(chat, message).Should().Contain("acme: critical");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_short_notification_is_whole(string chat)
    {
        foreach (var (name, notification) in SampleNotifications.All(Now).Where(sample => sample.Notification.Content.Items.Count < 3))
        {
            var text = NotificationWording.Of(notification, Now);
            var visible = Visible(chat, Write(chat, notification));

            visible.Should().ContainAll(
                [text.Title, .. text.Paragraphs, .. text.Facts.Select(fact => fact.Value), .. text.Sections.SelectMany(section => section.Groups).SelectMany(group => group.Items).Select(item => item.Message), .. text.Remedies.Select(remedy => remedy.Text), .. text.Remarks],
                $"{name} in {chat}");
        }
    }

    [Theory]
    [InlineData("feishu")]
    [InlineData("dingtalk")]
    public void Every_message_has_the_word_that_a_bot_may_require(string chat)
    {
        foreach (var (_, notification) in SampleNotifications.All(Now))
            Visible(chat, Write(chat, notification)).Should().Contain("CredFunctions");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_text_alone(string chat)
    {
        foreach (var name in HostileNames.All)
        {
            var message = Write(chat, NotificationOf(ContentOf(name)));
            var harmless = Write(chat, NotificationOf(ContentOf("alice")));

            Structure(message).Should().Equal(Structure(harmless), $"{name} adds nothing");
            foreach (var text in Texts(message))
            {
                text.Should().NotContainAny("<@", "<!", "<at", "](", "![", "://", "www.", "mailto:", "evil.example", "example.com");
                text.EnumerateRunes().Should().NotContain(rune => rune.Value == '\u202e');
            }

            Visible(chat, message).Should().Contain(HostileNames.Shown(name).Trim().Split(' ')[0], "it is shown as it is written");
        }
    }

    [Theory]
    [InlineData("wecom")]
    [InlineData("dingtalk")]
    public void No_sign_of_a_name_is_markdown(string chat)
    {
        foreach (var name in (string[])["**b**", "*i*", "_i_", "__b__", "`c`", "[t](u)", "![i](u)", "<font color=\"info\">x</font>", "~~s~~", "a\\*b", "&ast;x&ast;"])
        {
            var markdown = Markdown(Write(chat, NotificationOf(ContentOf(name))));
            var harmless = Markdown(Write(chat, NotificationOf(ContentOf("alice"))));

            foreach (var sign in (string[])["*", "`", "[", "]", "<", "~", "\\", "![", "](", "&ast;"])
                markdown.Split(sign).Length.Should().Be(harmless.Split(sign).Length, $"{name} adds no {sign}");
            markdown.Should().NotContain(" _").And.NotContain("_ ");
        }
    }

    [Theory]
    [InlineData("wecom")]
    [InlineData("dingtalk")]
    public void A_line_that_begins_like_a_heading_or_a_list_is_neither(string chat)
    {
        foreach (var start in (string[])["# x", "- x", "+ x", "1. x", "> x", "=== x"])
        {
            var markdown = Markdown(Write(chat, NotificationOf(new NotificationContent { Reason = start, Remarks = [start] }, NotificationKind.Stale)));

            var sign = start[0];
            markdown.Split('\n').Should().NotContain(line => line.StartsWith(sign) && !line.StartsWith("### ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Addresses_are_links_and_a_command_can_be_copied()
    {
        var content = ContentOf("alice") with { ConsoleUrl = "https://console.example/cam_(users)", EvidenceUrl = "https://evidence.example/a b_c*d" };
        var held = NotificationOf(content, NotificationKind.Held) with { ReportId = new string('a', 64) };
        var text = NotificationWording.Of(held, Now, new EngineRecords("--state my_audit.example.db", AreInStorage: false));

        var all = Chats.ToDictionary(each => each.Chat, each => Encoding.UTF8.GetString(each.Write(text)), StringComparer.Ordinal);

        all.Values.Should().OnlyContain(message => message.Contains("--state my_audit.example.db"), "nothing stands in the command");
        foreach (var chat in (string[])["wecom", "dingtalk"])
            all[chat].Should().Contain("](https://console.example/cam%5F%28users%29)").And.Contain("](https://evidence.example/a%20b%5Fc%2Ad)");
        foreach (var chat in (string[])["feishu", "slack"])
            all[chat].Should().Contain("\"url\":\"https://console.example/cam_(users)\"").And.Contain("\"url\":\"https://evidence.example/a b_c*d\"");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_command_in_a_sentence_can_be_copied(string chat)
    {
        const string Command = "credfunctions replay ab12 --state /srv/my_audit.example.db";
        var content = new NotificationContent { Reason = $"Send it again: \"{Command}\".", Remarks = [$"Or \"{Command}\"", "\"credfunctions replay a --state *b*\""] };

        var message = Encoding.UTF8.GetString(Write(chat, NotificationOf(content, NotificationKind.Stale)));

        message.Split(Command).Should().HaveCount(3, "nothing stands in the command");
        if (chat is "wecom" or "dingtalk")
            message.Should().Contain($"`{Command}`").And.NotContain("*b*");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void So_can_one_with_a_path_in_quotes(string chat)
    {
        const string Command = "credfunctions replay ab12 --state '/srv/my audit+old/审计.example.db'";

        var message = Encoding.UTF8.GetString(Write(chat, NotificationOf(new NotificationContent { Reason = $"Send it again: \"{Command}\"." }, NotificationKind.Stale)));

        message.Should().Contain(Command, "nothing stands in the command");
    }

    [Fact]
    public void A_word_keeps_its_underscores() => ChatMarkdown.Inert("svc_backup_2, _x_").Should().Be("svc_backup_2, ＿x＿");

    [Fact]
    public void A_toast_of_slack_has_no_markup()
    {
        var message = Write("slack", NotificationOf(ContentOf("<!channel> & *x* <https://a.example|b>")));

        using var json = JsonDocument.Parse(message);
        var toast = json.RootElement.GetProperty("text").GetString()!;
        toast.Should().NotContainAny("<", ">", "*", "& ").And.Contain("&amp;");
    }

    private static void IsWithinTheLimits(string chat, byte[] message)
    {
        switch (chat)
        {
            case "wecom":
                Encoding.UTF8.GetByteCount(Markdown(message)).Should().BeLessThanOrEqualTo(WeComMessage.MaxBytes);
                break;
            case "feishu":
                message.Length.Should().BeLessThanOrEqualTo(FeishuCard.MaxBytes);
                JsonDocument.Parse(message).RootElement.GetProperty("card").GetProperty("elements").GetArrayLength().Should().BeLessThan(30);
                break;
            case "dingtalk":
                message.Length.Should().BeLessThanOrEqualTo(DingTalkMessage.MaxBytes);
                break;
            default:
                message.Length.Should().BeLessThanOrEqualTo(SlackMessage.MaxBytes);
                IsWithinTheLimitsOfBlocks(JsonDocument.Parse(message).RootElement.GetProperty("blocks"));
                break;
        }
    }

    private static void IsWithinTheLimitsOfBlocks(JsonElement blocks)
    {
        blocks.GetArrayLength().Should().BeInRange(2, 50);
        blocks[0].GetProperty("text").GetProperty("text").GetString()!.Length.Should().BeInRange(1, SlackMessage.MaxHeader);
        foreach (var block in blocks.EnumerateArray().Skip(1))
        {
            var texts = new List<string>();
            Collect(block.GetProperty("elements"), texts);
            texts.Sum(text => text.Length).Should().BeInRange(1, SlackMessage.MaxBlock);
            texts.Should().NotContain("", "Slack refuses an empty text");
        }
    }

    private static byte[] Write(string chat, Notification notification) =>
        Chats.Single(each => each.Chat == chat).Write(NotificationWording.Of(notification, Now));

    private static string Markdown(byte[] message)
    {
        var markdown = JsonDocument.Parse(message).RootElement.GetProperty("markdown");
        return (markdown.TryGetProperty("content", out var content) ? content : markdown.GetProperty("text")).GetString()!;
    }

    // What a reader sees, but for the joiners.
    private static string Visible(string chat, byte[] message)
    {
        var text = string.Concat(Texts(message)).Replace("\u2060", "", StringComparison.Ordinal);
        if (chat is "wecom" or "dingtalk")
        {
            text = text.Replace("<font color=\"comment\">", "", StringComparison.Ordinal)
                .Replace("<font color=\"warning\">", "", StringComparison.Ordinal).Replace("</font>", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal);
        }

        const string Wide = "＊｀［］＜＞～＼＿";
        return string.Concat(text.Select(character => Wide.IndexOf(character) is >= 0 and var at ? "*`[]<>~\\_"[at] : character));
    }

    private static List<string> Texts(byte[] message)
    {
        using var json = JsonDocument.Parse(message);
        var texts = new List<string>();
        Collect(json.RootElement, texts);
        return texts;
    }

    // The values of the members that are shown.
    private static void Collect(JsonElement element, List<string> texts)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Value.ValueKind is JsonValueKind.String && member.Name is "text" or "content" or "title")
                    texts.Add(member.Value.GetString()!);
                else
                    Collect(member.Value, texts);
            }
        }
        else if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, texts);
        }
    }

    // The message without the values that are shown.
    private static List<string> Structure(byte[] message)
    {
        using var json = JsonDocument.Parse(message);
        var lines = new List<string>();
        Walk(json.RootElement, "");
        return lines;

        void Walk(JsonElement element, string path)
        {
            if (element.ValueKind is JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                    Walk(member.Value, $"{path}.{member.Name}");
            }
            else if (element.ValueKind is JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                    Walk(item, $"{path}[]");
            }
            else
            {
                var isShown = path.EndsWith(".text", StringComparison.Ordinal) || path.EndsWith(".content", StringComparison.Ordinal) || path.EndsWith(".title", StringComparison.Ordinal);
                lines.Add(isShown ? path : $"{path} {element}");
            }
        }
    }

    private static Notification RandomNotification(Random random)
    {
        var content = new NotificationContent
        {
            AsOf = random.Next(3) == 0 ? null : CompletedReport.AsOf,
            Headline = Maybe(random, NotificationContent.MaxText),
            Reason = Maybe(random, NotificationContent.MaxText),
            ReportName = Maybe(random, 200),
            Owner = Maybe(random, 500),
            Items = [.. Enumerable.Range(0, random.Next(1, NotificationContent.MaxItems)).Select(number => RandomItem(random, number))],
            ItemCount = random.Next(100, 5_000),
            Remarks = [.. Enumerable.Range(0, random.Next(6)).Select(_ => RandomText(random, NotificationContent.MaxText))],
        };
        return NotificationOf(content, random.Next(2) == 0 ? NotificationKind.Alert : NotificationKind.Reminder);
    }

    private static NotificationItem RandomItem(Random random, int number) => new()
    {
        Kind = (ItemKind)random.Next(10),
        AccountId = $"{100_000_000_000 + number}",
        Username = ShortText.Of(RandomText(random, NotificationItem.MaxUsername), NotificationItem.MaxUsername),
        Severity = (Severity)random.Next(5),
        Rule = "access-key-leak-risk",
        Subject = Subject.Key1,
        SecretIdMask = "AKIDz8kr…hESA",
        Message = ShortText.Of(RandomText(random, NotificationItem.MaxMessage), NotificationItem.MaxMessage),
        FirstSeen = CompletedReport.AsOf.AddDays(-random.Next(100)),
        OpenSince = CompletedReport.AsOf.AddDays(-random.Next(100)),
        Note = Maybe(random, NotificationItem.MaxNote),
    };

    private static string? Maybe(Random random, int length) => random.Next(2) == 0 ? null : ShortText.Of(RandomText(random, length), length);

    private static string RandomText(Random random, int length)
    {
        var text = new StringBuilder();
        for (var parts = random.Next(1, length); text.Length < length && parts > 0; parts--)
            text.Append(Parts[random.Next(Parts.Length)]);
        return text.ToString();
    }

    private static int NumberIn(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static string Long(string part, int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));

    private static NotificationContent ContentOf(string username) => new()
    {
        AsOf = CompletedReport.AsOf,
        ReportName = username,
        Owner = username,
        Reason = username,
        Remarks = [username],
        ItemCount = 1,
        Items = [new NotificationItem { Kind = ItemKind.Opened, AccountId = "1", Username = username, Severity = Severity.High, Change = "access-key-awoke", Message = username, Note = username }],
    };

    private static Notification NotificationOf(NotificationContent content, NotificationKind kind = NotificationKind.Alert) =>
        new() { Id = "n", Kind = kind, Source = "acme", Channel = "desk", Content = content };
}
