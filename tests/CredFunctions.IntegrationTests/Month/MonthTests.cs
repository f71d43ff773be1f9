using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Azure.Identity;

using CredFunctions.Accounts;
using CredFunctions.Channels;
using CredFunctions.Channels.Acs;
using CredFunctions.Channels.DingTalk;
using CredFunctions.Channels.Feishu;
using CredFunctions.Channels.Slack;
using CredFunctions.Channels.WeCom;
using CredFunctions.Channels.Wording;
using CredFunctions.Embedded;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Embedded.State;
using CredFunctions.Evidence;
using CredFunctions.IntegrationTests.Notifications;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Notifications;

namespace CredFunctions.IntegrationTests.Month;

/// <summary>
/// Thirty reports of two sources in a month, through the embedded engine into real servers: what every reader receives, how often, and
/// whether anything is repeated or lost.
/// </summary>
public sealed partial class MonthTests(ITestOutputHelper output)
{
    private const string First = "company-a";
    private const string Second = "company-b";

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Every_reader_gets_each_fact_once_and_nothing_is_lost()
    {
        await using var mails = await SmtpSink.StartAsync(new { });
        var isOut = false;
        var accepted = new ConcurrentQueue<int>();
        await using var chat = await HttpSink.StartAsync((context, number) =>
        {
            if (!isOut)
                accepted.Enqueue(number);
            return HttpSink.AnswerAsync(context, isOut ? 503 : 202);
        });
        await using var siem = await HttpSink.StartAsync(202);
        await using var acs = new CommunicationService();
        await acs.StartAsync();
        var rules = new BotRules { PerMinute = int.MaxValue, Keyword = "CredFunctions" };
        await using var wecom = await ChatBot.WeComAsync(rules);
        await using var feishu = await ChatBot.FeishuAsync(rules);
        await using var dingtalk = await ChatBot.DingTalkAsync(rules);
        await using var slack = await ChatBot.SlackAsync(rules);
        var bots = new Dictionary<string, (ChatBot Bot, Func<NotificationText, byte[]> Write)>(StringComparer.Ordinal)
        {
            ["wecom"] = (wecom, WeComMessage.Of),
            ["feishu"] = (feishu, text => FeishuCard.Message(text)),
            ["dingtalk"] = (dingtalk, DingTalkMessage.Of),
            ["slack"] = (slack, SlackMessage.Of),
        };
        await using var month = new Played(mails, acs, chat, siem, [.. bots.Select(bot => ($"CHANNEL_{bot.Key.ToUpperInvariant()}", bot.Value.Bot.Url))]);
        var (a, b) = (new Company(people: 160, machines: 20), new Company(people: 30, machines: 4));
        a.Set(Column.AccessKey1CreatedOver90Days, "TRUE", 507);
        a.Set(Column.AccessKey1CreatedOver30Days, "TRUE", 507);
        a.Set(Column.AccessKey1CreationTime, AccountRow.Ago(120), 507);
        b.Set(Column.MfaDeviceActive, "FALSE", 3);

        for (var day = 0; day <= 28; day += 2)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            switch (day)
            {
                case 2:
                    a.Set(Column.AccessKey1MayBeAtRisk, "TRUE", 503);
                    break;
                case 4:
                    a.Set(Column.MfaDeviceActive, "FALSE", 11);
                    b.Set(Column.LoginProtectionActive, "FALSE", 5);
                    break;
                case 6:
                    month.Policy = Played.PolicyOf("\"rules\": { \"console-mfa-disabled\": { \"severity\": \"critical\" } },");
                    break;
                case 8:
                    month.Policy = Played.PolicyOf("");
                    a.Set(Column.MfaDeviceActive, "FALSE", Enumerable.Range(1, 150));
                    break;
                case 10:
                    isOut = true;
                    foreach (var number in Enumerable.Range(101, 30))
                        a.GiveKey(number);
                    a.Set(Column.AccessKey1MayBeAtRisk, "TRUE", Enumerable.Range(101, 30));
                    break;
                case 12:
                    a.Set(Column.MfaDeviceActive, "TRUE", Enumerable.Range(1, 150));
                    break;
                case 18:
                    a.Remove(160);
                    b.Hire(31);
                    break;
                case 20:
                    a.Set(Column.AbnormalLoginsWithin30Days, "TRUE", 20, 21);
                    a.Set(Column.LoginProtectionActive, "FALSE", 20);
                    break;
            }

            await month.ReportAsync(First, a.Report());
            await month.ReportAsync(Second, day == 22 ? b.Beginning(9) : b.Report());
            if (day == 10)
            {
                await month.PassAsync(TimeSpan.FromHours(10));
                isOut = false;
            }

            await month.PassAsync(Start.AddDays(day + 2) - month.Now);
        }

        var cards = accepted.Select(number => chat.Arrivals[number - 1].Body).ToList();
        chat.Arrivals.Should().HaveCountGreaterThan(cards.Count, "the chat was out");
        var readers = await month.ReadersAsync(cards, bots);
        foreach (var reader in readers)
            output.WriteLine(reader.Figures());
        Approved.Is("../CredFunctions.IntegrationTests/Month", "month.txt", $"{string.Join('\n', readers.Select(reader => reader.Figures()))}\n\n{string.Concat(readers.Select(reader => reader.Story()))}");
        readers.Should().HaveCount(10).And.OnlyContain(reader => reader.Messages > 0);
        foreach (var reader in readers)
        {
            reader.Repeated.Should().BeEmpty(reader.Name);
            reader.Lost.Should().BeEmpty(reader.Name);
            reader.Miscounted.Should().BeEmpty(reader.Name);
        }

        foreach (var (channel, (bot, _)) in bots)
            bot.Arrivals.Should().HaveCount(readers.Single(reader => reader.Name == channel).Messages, $"{channel} gets each once");

        readers.Max(reader => reader.MostInAWeek).Should().BeLessThanOrEqualTo(5);
        (await month.Unsent()).Should().BeEmpty();
    }

    /// <summary>The engine with its channels and its clock.</summary>
    private sealed class Played : IAsyncDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly StoppedClock clock = new(Start, speed: 20);
        private readonly StateFile state = StateFile.OpenTemporary();
        private readonly MonthInbox inbox = new();
        private readonly StringWriter screen = new();
        private readonly EngineRecords records = new("--state audit.db", AreInStorage: false);
        private readonly SqliteAuditStore store;
        private readonly ChannelSenders channels;
        private readonly EmbeddedEngine engine;
        private readonly SmtpSink mails;
        private readonly CommunicationService acs;
        private readonly HttpSink siem;
        private readonly List<(string Channel, Fact Fact)> happened = [];
        private int reports;

        public Played(SmtpSink mails, CommunicationService acs, HttpSink chat, HttpSink siem, params (string Name, string Value)[] bots)
        {
            (this.mails, this.acs, this.siem) = (mails, acs, siem);
            store = new SqliteAuditStore(state);
            var evidence = FolderEvidenceStore.Open(Path.Combine(folder.Path, "evidence"));
            var secrets = new KnownSecrets(
                [("CHANNEL_CHAT", chat.Url), ("CHANNEL_SIEM", siem.Url), ("CHANNEL_ACS", $"endpoint={acs.Endpoint};accesskey=a2V5"), .. bots]);
            channels = new ChannelSenders(secrets, clock, screen, evidence, records: records);
            // The service's certificate is trusted by its own transport only.
            var connections = new AcsConnections(secrets, new DefaultAzureCredential(), TimeProvider.System, acs.Transport);
            var desk = new AcsSender(connections, evidence, new HastyClock(clock.GetUtcNow), records);
            IReadOnlyList<IChannelSender> senders = [desk, .. channels.All.Where(sender => !sender.Serves(AcsChannel.KindName))];
            engine = new EmbeddedEngine(new EngineParts
            {
                Store = store,
                Inbox = inbox,
                Policies = new EmbeddedPolicies(state, () => Encoding.UTF8.GetBytes(Policy.Replace("25", Port, StringComparison.Ordinal))),
                Channels = senders,
                Evidence = new RunEvidence(evidence, store),
                Time = clock,
                Warn = sentence => throw new InvalidOperationException(sentence),
            });
        }

        public string Policy { get; set; } = PolicyOf("");

        public DateTimeOffset Now => clock.GetUtcNow();

        private string Port => mails.Port.ToString(CultureInfo.InvariantCulture);

        // Three routes: machines, the important ones of the first source, and everything else.
        public static string PolicyOf(string settings) => $$"""
            {
              {{settings}}
              "exceptions": [ { "rule": "access-key-not-rotated", "account": "svc-507", "reason": "The appliance is replaced", "owner": "storage@example.com", "until": "2026-11-16" } ],
              "channels": {
                "platform": { "kind": "smtp", "host": "127.0.0.1", "port": 25, "security": "none", "from": "a@example.com", "to": ["platform@example.com"] },
                "office": { "kind": "smtp", "host": "127.0.0.1", "port": 25, "security": "none", "from": "a@example.com", "to": ["office@example.com"] },
                "desk": { "kind": "acs", "connectionStringSetting": "CHANNEL_ACS", "from": "a@example.com", "to": ["desk@example.com"] },
                "chat": { "kind": "teams", "urlSetting": "CHANNEL_CHAT" },
                "siem": { "kind": "webhook", "urlSetting": "CHANNEL_SIEM" },
                "screen": { "kind": "console" },
                "wecom": { "kind": "wecom", "urlSetting": "CHANNEL_WECOM" },
                "feishu": { "kind": "feishu", "urlSetting": "CHANNEL_FEISHU" },
                "dingtalk": { "kind": "dingtalk", "urlSetting": "CHANNEL_DINGTALK" },
                "slack": { "kind": "slack", "urlSetting": "CHANNEL_SLACK" }
              },
              "routes": [
                { "account": "svc-*", "channels": ["platform"], "owner": "Platform team" },
                { "source": "company-a", "severity": "high", "channels": ["chat", "siem"], "owner": "Security on call" },
                { "channels": ["office", "desk", "screen", "wecom", "feishu", "dingtalk", "slack"] }
              ],
              "reminders": { "critical": 7 },
              "evidenceUrl": "https://evidence.example.com/{source}/{report}/{run}/report.html"
            }
            """;

        /// <summary>A report arrives and is worked off.</summary>
        public async Task ReportAsync(string source, byte[] bytes)
        {
            var name = $"{source}-{++reports:00}.csv";
            inbox.Add(source, name, bytes, Now);
            await engine.ArrivedAsync(source, name, Cancellation);
            await engine.RunUntilIdleAsync(Cancellation);
            await NoteAsync(source);
        }

        /// <summary>Time passes; what was refused is sent again when it is due.</summary>
        public async Task PassAsync(TimeSpan time)
        {
            for (var end = Now + time; Now < end;)
            {
                clock.Later(TimeSpan.FromHours(2));
                await engine.SweepAsync(Cancellation);
                await engine.RunUntilIdleAsync(Cancellation);
            }
        }

        public async Task<IReadOnlyList<string>> Unsent() =>
        [
            .. await store.ReadNotificationsAsync(Cancellation).Where(each => each.Status is not NotificationStatus.Sent)
                .Select(each => $"{each.Channel} {each.Kind} {each.Status} {each.LastError}").ToListAsync(Cancellation),
        ];

        /// <summary>What each reader has received.</summary>
        public async Task<IReadOnlyList<Reader>> ReadersAsync(
            IReadOnlyList<byte[]> cards, IReadOnlyDictionary<string, (ChatBot Bot, Func<NotificationText, byte[]> Write)> bots)
        {
            var sent = await store.ReadNotificationsAsync(Cancellation).OrderBy(each => each.CreatedAt).ThenBy(each => each.Source, StringComparer.Ordinal)
                .ThenByDescending(each => each.Kind is NotificationKind.Alert).ThenBy(each => each.Id, StringComparer.Ordinal).ToListAsync(Cancellation);
            var byId = sent.ToDictionary(each => each.Id, StringComparer.Ordinal);
            var readers = new Dictionary<string, Reader>(StringComparer.Ordinal);
            foreach (var channel in (string[])["platform", "office", "desk", "chat", "siem", "screen", .. bots.Keys])
                readers[channel] = new Reader(channel, [.. happened.Where(each => each.Channel == channel).Select(each => each.Fact)]);

            for (var left = sent.Count(each => each.Channel is "platform" or "office"); left > 0; left--)
            {
                var mail = await mails.MailAsync();
                var notification = byId[mail.Headers["x-credfunctions-id"].Split(": ")[1]];
                readers[notification.Channel].Receive(notification, mail.Subject, mail.Text, mail.Attachments.Count == 0 ? null : FactsIn(mail.Attachments[0].Content, notification));
            }

            foreach (var mail in acs.Mails.Select(mail => JsonNode.Parse(mail.Body)!))
            {
                var notification = byId[mail["headers"]!["X-CredFunctions-Id"]!.GetValue<string>()];
                var (subject, text) = (mail["content"]!["subject"]!.GetValue<string>(), mail["content"]!["plainText"]!.GetValue<string>());
                var list = mail["attachments"]?[0]!["contentInBase64"]!.GetValue<string>();
                readers["desk"].Receive(notification, subject, text, list is null ? null : FactsIn(Convert.FromBase64String(list), notification));
            }

            foreach (var page in siem.Arrivals)
                readers["siem"].ReceivePage(page.Body, byId);
            foreach (var card in cards)
                readers["chat"].ReceiveCard(card, sent.Where(each => each.Channel == "chat"), records);
            foreach (var notification in sent.Where(each => each.Channel == "screen"))
            {
                var text = NotificationWording.Of(notification, notification.SentAt!.Value, records);
                screen.ToString().Should().Contain($"\n{PlainText.Of(text)}");
                readers["screen"].Receive(notification, text.Title, PlainText.Of(text), facts: null);
            }

            // A bot's message has no id: it is known by its bytes.
            foreach (var (channel, (bot, write)) in bots)
            {
                var texts = sent.Where(each => each.Channel == channel).ToDictionary(
                    each => Encoding.UTF8.GetString(write(NotificationWording.Of(each, each.SentAt!.Value, records))), StringComparer.Ordinal);
                foreach (var message in bot.Accepted)
                {
                    var notification = texts[Encoding.UTF8.GetString(message)];
                    var title = NotificationWording.Of(notification, notification.SentAt!.Value, records).Title;
                    readers[channel].Receive(notification, title, string.Join('\n', Words(JsonNode.Parse(message))), facts: null);
                }
            }

            return [.. readers.Values];
        }

        // What a reader sees of a bot's message, whatever its blocks are.
        private static IEnumerable<string> Words(JsonNode? node) => node switch
        {
            JsonObject members => members.SelectMany(member => member.Value is JsonValue value && value.GetValueKind() is JsonValueKind.String
                ? member.Key is "content" or "text" or "url" ? [value.GetValue<string>()] : []
                : Words(member.Value)),
            JsonArray elements => elements.SelectMany(Words),
            _ => [],
        };

        public async ValueTask DisposeAsync()
        {
            engine.Dispose();
            channels.Dispose();
            state.Dispose();
            await screen.DisposeAsync();
            folder.Dispose();
        }

        private static IReadOnlyList<Fact> FactsIn(byte[] list, Notification notification) =>
        [
            .. CsvTable.Read(list).Where(row => row["What"] is not ("still open" or "under an exception"))
                .SelectMany(row => FactsOf(row, notification)),
        ];

        private static IEnumerable<Fact> FactsOf(IReadOnlyDictionary<string, string> row, Notification notification)
        {
            if (row["Rule"].Length > 0)
                yield return new Fact(notification.Source, notification.ReportId!, row["Account ID"], row["Rule"], row["SecretId"].Length == 0 ? null : row["SecretId"]);
            if (row["Change"].Length > 0)
                yield return new Fact(notification.Source, notification.ReportId!, row["Account ID"], row["Change"], null);
        }

        // What the last run of a source recorded, and who is to be notified of it.
        private async Task NoteAsync(string source)
        {
            var lane = (await store.ReadLaneAsync(source, Cancellation)).Lane;
            if (lane.LastCompleted is not { } run || happened.Exists(each => each.Fact.Run == run.ReportId))
                return;
            var policy = PolicyReader(Policy.Replace("25", Port, StringComparison.Ordinal)).For(source);
            await foreach (var account in store.ReadAllAccountsAsync(source, Cancellation))
            {
                foreach (var each in account.State.Events.Where(each => each.Run == run && !each.IsSuppressed))
                {
                    var route = policy.RouteFor(source, account.State.AccountId, account.State.Username, SeverityOf(account.State, each))!;
                    happened.AddRange(route.Channels.Select(channel => (channel, Fact.Of(source, account.State.AccountId, each))));
                }
            }
        }

        // A change and the finding that it made are notified together, where the worse of the two belongs.
        private static Severity SeverityOf(AccountState account, AccountEvent each) => each.Change is { } change
            ? account.Events.Where(other => other.Run == each.Run && other.Rule is not null && IsMadeBy(change, other)).Select(other => other.Severity)
                .Append(each.Severity).Max()
            : account.Events.Where(other => other.Run == each.Run && other.Change is { } made && IsMadeBy(made, each)).Select(other => other.Severity)
                .Append(each.Severity).Max();

        private static bool IsMadeBy(string change, AccountEvent finding) => (change, finding.Rule) switch
        {
            ("mfa-removed", "console-mfa-disabled") or ("login-protection-removed", "login-protection-disabled") => finding.IsOpening,
            ("access-key-created", "access-key-leak-risk") => finding.IsOpening,
            _ => false,
        };

        private static PolicyDocument PolicyReader(string text) =>
            CredFunctions.Policy.Json.PolicyFile.Read(Encoding.UTF8.GetBytes(text), ChannelKinds.Readers).Policy!;
    }

    /// <summary>A reader of one channel.</summary>
    /// <param name="happened">What the reader is to be notified of.</param>
    private sealed partial class Reader(string name, IReadOnlyList<Fact> happened)
    {
        private readonly List<Fact> received = [];
        private readonly List<Fact> named = [];
        private readonly List<(string Id, DateTimeOffset At, string Subject, string Text)> messages = [];
        private readonly Dictionary<string, long> counted = new(StringComparer.Ordinal);

        public string Name => name;

        public int Messages => messages.Count;

        /// <summary>What is in two lists, or is named in two messages; that an account was alerted is one line of the digest.</summary>
        public IEnumerable<Fact> Repeated => Twice(received).Concat(Twice(named));

        /// <summary>The runs whose digest counts more or fewer entries than there were.</summary>
        public IEnumerable<string> Miscounted => happened.GroupBy(fact => fact.Run)
            .Where(run => counted.GetValueOrDefault(run.Key) != EntriesIn(run)).Select(run => run.Key);

        /// <summary>By the attachments and pages; of a reader who gets none, by what the titles count.</summary>
        public IEnumerable<Fact> Lost => received.Count > 0
            ? happened.Except(received)
            : happened.GroupBy(fact => fact.Run).Where(run => counted.GetValueOrDefault(run.Key) < EntriesIn(run)).SelectMany(run => run);

        public int MostInAWeek => messages.GroupBy(message => WeekOf(message.At)).Max(week => week.Count());

        public void Receive(Notification notification, string subject, string text, IReadOnlyList<Fact>? facts)
        {
            messages.Add((notification.Id, notification.SentAt!.Value, subject, text));
            Count(notification, subject);
            if (notification.Kind is NotificationKind.Digest)
                received.AddRange(facts ?? []);
        }

        public void ReceiveCard(byte[] message, IEnumerable<Notification> sent, EngineRecords records)
        {
            using var json = JsonDocument.Parse(message);
            var summary = json.RootElement.GetProperty("summary").GetString();
            var card = json.RootElement.GetProperty("attachments")[0].GetProperty("content");
            var notification = sent.First(each => NotificationWording.Of(each, each.SentAt!.Value, records).Summary == summary
                && messages.TrueForAll(message => message.Id != each.Id));
            var lines = card.GetProperty("body").EnumerateArray().Select(LineOf).Where(line => line.Length > 0).ToList();
            var actions = card.TryGetProperty("actions", out var all) ? all.EnumerateArray().Select(action => $"[{action.GetProperty("title")}] {action.GetProperty("url")}") : [];
            Receive(notification, lines[0], string.Join('\n', lines.Skip(1).Concat(actions)), facts: null);
        }

        private static string LineOf(JsonElement block) => block.TryGetProperty("inlines", out var runs)
            ? string.Concat(runs.EnumerateArray().Select(run => run.GetProperty("text").GetString()))
            : block.TryGetProperty("items", out var items) ? LineOf(items[0]) : "";

        public void ReceivePage(byte[] body, IReadOnlyDictionary<string, Notification> byId)
        {
            using var json = JsonDocument.Parse(body);
            var notification = byId[json.RootElement.GetProperty("id").GetString()!];
            var items = json.RootElement.GetProperty("content").GetProperty("items");
            var page = json.RootElement.GetProperty("page").GetInt32();
            if (page == 1)
            {
                Count(notification, json.RootElement.GetProperty("title").GetString()!);
                messages.Add((notification.Id, notification.SentAt!.Value, json.RootElement.GetProperty("title").GetString()!, $"{Counted.Of(items.GetArrayLength(), "item")} on page 1 of {json.RootElement.GetProperty("pages")}\n"));
            }

            if (notification.Kind is not NotificationKind.Digest)
                return;
            foreach (var item in items.EnumerateArray())
            {
                string? Text(string member) => item.TryGetProperty(member, out var value) ? value.GetString() : null;
                foreach (var rule in new[] { Text("rule"), Text("resolves") }.OfType<string>())
                    received.Add(new Fact(notification.Source, notification.ReportId!, Text("accountId")!, rule, Text("secretIdMask")));
                if (Text("change") is { } change)
                    received.Add(new Fact(notification.Source, notification.ReportId!, Text("accountId")!, change, null));
            }
        }

        private void Count(Notification notification, string title)
        {
            if (notification.Kind is NotificationKind.Digest)
                counted[notification.ReportId!] = Counts().Matches(title).Sum(count => long.Parse(count.Groups["count"].Value, CultureInfo.InvariantCulture));
            if (notification.Kind is NotificationKind.Digest or NotificationKind.Alert)
                named.AddRange(notification.Content.Items.Where(item => !item.IsAlerted).SelectMany(item => Fact.Of(notification.Source, notification.ReportId!, item)));
        }

        private static IEnumerable<Fact> Twice(IEnumerable<Fact> facts) => facts.GroupBy(fact => fact).Where(same => same.Count() > 1).Select(same => same.Key);

        public string Figures()
        {
            var weeks = messages.GroupBy(message => WeekOf(message.At)).OrderBy(week => week.Key).Select(week => week.Count());
            return $"{name}: {messages.Count} messages, by week {string.Join(", ", weeks)}; {happened.Count} facts, repeated {Repeated.Count()}, lost {Lost.Count()}";
        }

        /// <summary>The messages as the reader sees them, up to what to do.</summary>
        public string Story()
        {
            var story = new StringBuilder($"######## {name}\n\n");
            foreach (var (_, at, subject, text) in messages.OrderBy(message => message.At))
            {
                var shown = text.Split("\nWhat to do\n")[0].Split("\nThe main account is not")[0];
                story.Append(CultureInfo.InvariantCulture, $"==== {at.ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm}  {subject}\n{Age().Replace(shown.Trim(), "")}\n\n");
            }

            return story.ToString();
        }

        // A change and the finding that it made are one entry.
        private static long EntriesIn(IEnumerable<Fact> facts) => facts.GroupBy(fact => fact.AccountId, StringComparer.Ordinal)
            .Sum(account => account.Select(fact => fact.What).Distinct(StringComparer.Ordinal).Count() is var count && count > 1 && account.Any(fact => fact.What is "mfa-removed" or "login-protection-removed" or "access-key-created") ? count - 1 : count);

        private static int WeekOf(DateTimeOffset at) => (at - Start).Days / 7;

        [GeneratedRegex("(?<count>[0-9]+) (open findings?|opened|reopened|raised|exceptions? ended|changes?|lowered|resolved)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
        private static partial Regex Counts();

        [GeneratedRegex(", (just now|[0-9]+ (minute|hour|day)s? ago)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
        private static partial Regex Age();
    }
}
