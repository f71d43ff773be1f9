using System.Text;
using System.Text.Json;

using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Watching;

using Microsoft.AspNetCore.Http;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>The command from a report's file to what a chat and a mail server were sent.</summary>
public sealed class CommandDeliveryTests
{
    private const string Missing = "credfunctions: 1 notification did not reach channel";

    [Fact]
    public async Task A_scan_tells_chat_and_mail_once_and_of_the_next_report_what_is_new()
    {
        await using var people = await NotifiedPeople.StartAsync(Taken, "a@example.com");
        var first = people.History.Report("1.csv", 0, ScannedHistory.First());

        var run = people.Scan(first, "--fail-on", "high");

        (run.ExitCode, run.Error).Should().Be((1, ""), "a finding fails it, and everybody was told");
        CardOf(people.Chat.Arrivals.Should().ContainSingle().Subject).Should().Contain("user3@example.com").And.Contain("user5@example.com");
        var mail = await people.Mail.MailAsync();
        mail.Recipients.Should().Equal("a@example.com");
        mail.Text.Should().Contain("user3@example.com").And.Contain("user5@example.com");

        people.Later(TimeSpan.FromDays(1));
        people.Scan(first).Should().BeEquivalentTo(new { ExitCode = 0, Error = "" });
        people.Scan(people.History.Report("2.csv", 1, ScannedHistory.Second())).ExitCode.Should().Be(0);

        people.Chat.Arrivals.Should().HaveCountGreaterThan(1);
        people.Chat.Arrivals.Skip(1).Select(CardOf).Should().OnlyContain(card => card.Contains("user7@example.com"), "the same report tells nothing more");
        (await people.Mail.MailAsync()).Text.Should().Contain("user7@example.com");
    }

    [Fact]
    public async Task A_chat_that_will_never_take_it_ends_the_scan_with_4_and_keeps_it_from_no_mailbox_and_can_be_mended()
    {
        await using var people = await NotifiedPeople.StartAsync((context, number) => HttpSink.AnswerAsync(context, number == 1 ? 400 : 202), "a@example.com");
        var first = people.History.Report("1.csv", 0, ScannedHistory.First());

        var run = people.Scan(first);

        (run.ExitCode, run.Error).Should().Be((4, $"{Missing} \"chat\", or not every recipient: The channel answered 400 BadRequest.{Environment.NewLine}"));
        (await people.Mail.MailAsync()).Text.Should().Contain("user3@example.com");
        people.Scan(first).ExitCode.Should().Be(0, "what was given up before is not its failure");
        people.Chat.Arrivals.Should().ContainSingle();

        var failed = people.Run("history", "--state", people.History.State, "--format", "json").Json.GetProperty("failedNotifications").EnumerateArray().Should().ContainSingle().Subject;
        failed.GetProperty("channel").GetString().Should().Be("chat");
        people.Run("replay", failed.GetProperty("notificationId").GetString()!, "--state", people.History.State).ExitCode.Should().Be(0);
        people.Scan(first).ExitCode.Should().Be(0);
        CardOf(people.Chat.Arrivals[^1]).Should().Contain("user3@example.com");
        people.Chat.Arrivals.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_recipient_that_is_busy_gets_the_mail_with_a_later_scan_and_nobody_gets_it_twice()
    {
        await using var people = await NotifiedPeople.StartAsync(Taken, "a@example.com", "soon@example.com");
        var first = people.History.Report("1.csv", 0, ScannedHistory.First());

        var run = people.Scan(first);

        (run.ExitCode, run.Error).Should().Be((4, $"{Missing} \"mail\", or not every recipient: Not every recipient got it: soon@example.com (450 4.2.1 busy).{Environment.NewLine}"));
        people.Later(TimeSpan.FromHours(1));
        (people.Scan(first).ExitCode, people.Scan(first).ExitCode).Should().Be((0, 0));
        people.Scan(people.History.Report("2.csv", 1, ScannedHistory.Second())).ExitCode.Should().Be(0);

        var mails = new[] { await people.Mail.MailAsync(), await people.Mail.MailAsync(), await people.Mail.MailAsync() };
        mails[0].Recipients.Should().Equal("a@example.com");
        mails[1].Recipients.Should().Equal("soon@example.com");
        mails[1].MessageId.Should().Be(mails[0].MessageId);
        mails[2].Recipients.Should().BeEquivalentTo("a@example.com", "soon@example.com");
        mails[2].MessageId.Should().NotBe(mails[0].MessageId, "it is of the next report");
    }

    [Fact]
    public async Task A_chat_that_hangs_is_given_up_by_a_scan_after_its_time_and_the_mail_has_arrived()
    {
        await using var people = await NotifiedPeople.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted), "a@example.com");

        var run = people.Scan(people.History.Report("1.csv", 0, ScannedHistory.First()));

        run.ExitCode.Should().Be(4);
        run.Error.Should().StartWith("credfunctions: 1 notification to channel \"chat\" is unconfirmed: The channel did not answer in time.");
        (await people.Mail.MailAsync()).Text.Should().Contain("user3@example.com");
    }

    [Fact]
    public async Task A_mail_whose_answer_is_lost_ends_the_scan_with_4_and_is_in_history_and_the_next_digest_until_somebody_sends_it_again()
    {
        await using var people = await NotifiedPeople.StartAsync(Taken, new { tls = true, drops = true }, "a@example.com");

        var run = people.Scan(people.History.Report("1.csv", 0, ScannedHistory.First()));

        var lost = people.Run("history", "--state", people.History.State, "--format", "json").Json.GetProperty("unconfirmedNotifications").EnumerateArray().Should().ContainSingle().Subject;
        var id = lost.GetProperty("notificationId").GetString()!;
        run.ExitCode.Should().Be(4);
        run.Error.Should().StartWith("credfunctions: 1 notification to channel \"mail\" is unconfirmed: The mail server received the whole mail and its answer was lost")
            .And.EndWith($"\"credfunctions replay {id[..8]}\" sends it again.{Environment.NewLine}");
        people.Run("history", "--state", people.History.State).Output.Should().Contain("Unconfirmed, so it may not have arrived: 1 notification").And.Contain($"credfunctions replay {id[..8]}");
        var first = await people.Mail.MailAsync();

        people.Later(TimeSpan.FromDays(1));
        people.Scan(people.History.Report("2.csv", 1, ScannedHistory.Second()));
        people.Chat.Arrivals.Select(CardOf).Should().Contain(card => card.Contains("1 notification to channel mail is unconfirmed"));
        (await people.Mail.MailAsync()).MessageId.Should().NotBe(first.MessageId, "the first is not sent again by itself");

        people.Run("replay", id, "--state", people.History.State).ExitCode.Should().Be(0);
        people.Scan(people.History.Report("2.csv", 1, ScannedHistory.Second()));
        (await people.Mail.MailAsync()).MessageId.Should().Be(first.MessageId);
    }

    [Fact]
    public async Task A_chat_that_hangs_keeps_no_mail_from_arriving_from_a_watch_and_ends_with_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        await using var people = await NotifiedPeople.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted), "a@example.com");
        using var inbox = new WatchedInbox();
        using var watch = new WatchProcess(inbox.Folder, "--settle", "0.1", "--policy", people.Policy);

        inbox.Put("1.csv", ScannedHistory.First().Bytes, ScannedHistory.Day(0));
        (await people.Mail.MailAsync()).Text.Should().Contain("user3@example.com");
        inbox.Put("2.csv", ScannedHistory.Second().Bytes, ScannedHistory.Day(1));
        (await people.Mail.MailAsync()).Text.Should().Contain("user7@example.com");

        // One at a time: the chat has the first of what it is told, and whatever is for it waits behind.
        watch.Stop("TERM").Should().Be(0);
        people.Chat.Arrivals.Should().NotBeEmpty();
        watch.Said.Should().Contain("credfunctions: Stopped. The next start continues from here.");
    }

    private static Task Taken(HttpContext context, int number) => HttpSink.AnswerAsync(context, 202);

    // Whatever a chat shows of a name is looked at as a reader sees it: what nobody sees does not count.
    private static string CardOf(HttpArrival arrival)
    {
        using var message = JsonDocument.Parse(arrival.Body);
        var card = message.RootElement.GetProperty("attachments")[0].GetProperty("content");
        card.GetProperty("type").GetString().Should().Be("AdaptiveCard");
        return TextOf(card).ToString();
    }

    private static StringBuilder TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Aggregate(new StringBuilder(), (text, member) => text.Append(TextOf(member.Value))),
        JsonValueKind.Array => element.EnumerateArray().Aggregate(new StringBuilder(), (text, item) => text.Append(TextOf(item))),
        JsonValueKind.String => new StringBuilder(element.GetString()).Append('\n'),
        _ => new StringBuilder(),
    };
}
