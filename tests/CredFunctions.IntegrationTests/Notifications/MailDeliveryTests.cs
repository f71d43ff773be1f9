using System.Text;
using CredFunctions.Channels;
using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Smtp;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.IntegrationTests.Notifications;

// Every test waits through helpers that pass its token on.
#pragma warning disable xUnit1069

/// <summary>Mail against a server that asks for TLS and a password and refuses some people; read back by a parser that is not ours.</summary>
public sealed class MailDeliveryTests
{
    private const int Speed = 20;

    // Both sides say how long ago things were, so both have the same time. Waits end twenty times as fast as they say.
    private static readonly StoppedClock Time = new(DateTimeOffset.UtcNow, Speed);

    private static DateTimeOffset Now => Time.GetUtcNow();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Samples => [.. SampleNotifications.All(Now).Select(sample => sample.Name)];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Samples))]
    public async Task Arrives_part_by_part_as_it_was_written(string name)
    {
        var notification = SampleNotifications.All(Now).Single(sample => sample.Name == name).Notification;
        await using var sink = await SmtpSink.StartAsync();

        (await SendAsync(sink, notification)).Should().Be(Delivery.Whole);

        var mail = await sink.MailAsync();
        var written = MailComposer.Compose(notification, "credfunctions@example.com", Now);
        mail.Secure.Should().BeTrue();
        mail.Subject.Should().Be(written.Subject);
        mail.MessageId.Should().Be($"<{notification.Id}@example.com>");
        mail.Text.TrimEnd().Should().Be(written.Text.TrimEnd());
        mail.Html.TrimEnd().Should().Be(written.Html.TrimEnd());
        mail.Attachments.Select(file => (file.Filename, Encoding.UTF8.GetString(file.Content))).Should().Equal(
            written.Attachment is { } attachment ? [(attachment.Name, Encoding.UTF8.GetString(attachment.Content))] : []);
        mail.Headers["list-id"].Should().Contain("<sample.credfunctions.example.com>");
        mail.Headers["auto-submitted"].Should().Be("Auto-Submitted: auto-generated");
        mail.Headers["in-reply-to"].Should().Be($"In-Reply-To: <{written.ThreadId}>");
        mail.Headers["references"].Should().Be($"References: <{written.ThreadId}>");
        mail.IsAscii.Should().BeTrue("no server on the way may change a letter");
        mail.LongestLine.Should().BeLessThanOrEqualTo(998);
    }

    [Fact(Timeout = 60_000)]
    public async Task Signs_in_with_the_password_of_its_setting()
    {
        await using var sink = await SmtpSink.StartAsync(new { tls = true, password = "pass-word" });

        await SendAsync(sink, Alert, Smtp(sink) with { Username = "me", PasswordSetting = "PASSWORD" }, ("PASSWORD", "pass-word"));

        (await sink.MailAsync()).User.Should().Be("me");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wrong_password_is_said_without_the_password_and_may_be_set_right()
    {
        await using var sink = await SmtpSink.StartAsync(new { tls = true, password = "pass-word" });

        var refused = await RefusalAsync(sink, Smtp(sink) with { Username = "me", PasswordSetting = "PASSWORD" }, ("PASSWORD", "wr0ng-word"));

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.Message.Should().Contain("535").And.NotContain("wr0ng-word");
    }

    [Fact(Timeout = 60_000)]
    public async Task One_recipient_that_is_refused_keeps_the_mail_from_nobody_and_is_said()
    {
        await using var sink = await SmtpSink.StartAsync();

        var delivery = await SendAsync(sink, Alert, Smtp(sink) with { To = ["a@example.com", "gone@example.com", "b@example.com"] });

        (await sink.MailAsync()).Recipients.Should().Equal("a@example.com", "b@example.com");
        delivery.Remark.Should().Be("Not every recipient got it: gone@example.com (550 5.1.1 no such user).");
    }

    [Fact(Timeout = 60_000)]
    public async Task Recipients_that_are_refused_for_now_get_it_later_and_nobody_gets_it_twice()
    {
        string[] to = ["a@example.com", "soon@example.com", "gone@example.com", "grey@example.com", "grey.too@example.com", "full@example.com", "b@example.com"];
        await using var sink = await SmtpSink.StartAsync();
        using var delivery = new Redelivery(Smtp(sink) with { To = to });

        var first = await delivery.TryAsync(Alert, Cancellation);

        (await sink.MailAsync()).Recipients.Should().Equal("a@example.com", "b@example.com");
        first.Should().Match<Notification>(pending => pending.Status == NotificationStatus.Pending && pending.NextAttemptAt != null);
        first.LastError.Should().StartWith("Not every recipient got it: soon@example.com (450 4.2.1 busy); gone@example.com (550 5.1.1 no such user); grey@example.com (451 4.7.1 greylisted)");
        first.Missed!.Where(each => each.Refusal is null).Select(each => each.Address).Should().BeEquivalentTo("soon@example.com", "grey@example.com", "grey.too@example.com");

        var second = await delivery.AgainAsync(Cancellation);

        var mail = await sink.MailAsync();
        mail.Recipients.Should().BeEquivalentTo("soon@example.com", "grey@example.com", "grey.too@example.com");
        mail.Headers["to"].Should().ContainAll(to, "it is the same mail");
        second.Should().Match<Notification>(sent => sent.Status == NotificationStatus.Sent && sent.Missed == null && sent.Attempts == 1);
        second.LastError.Should().Be("Not every recipient got it: gone@example.com (550 5.1.1 no such user); full@example.com (552 5.2.2 mailbox full).");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_recipient_that_is_refused_for_a_day_is_given_up_and_a_replay_is_for_nobody_else()
    {
        await using var sink = await SmtpSink.StartAsync();
        using var delivery = new Redelivery(Smtp(sink) with { To = ["a@example.com", "later@example.com", "soon@example.com"] });
        await delivery.TryAsync(Alert, Cancellation);
        Notification last;
        do
            last = await delivery.AgainAsync(Cancellation);
        while (last.Status is NotificationStatus.Pending);

        (await sink.MailAsync()).Recipients.Should().Equal("a@example.com");
        (await sink.MailAsync()).Recipients.Should().Equal("soon@example.com");
        last.Should().Match<Notification>(failed => failed.Status == NotificationStatus.Failed && failed.Attempts > 20);
        last.LastError.Should().Be("Not every recipient got it: later@example.com (450 4.2.1 try again later).");

        delivery.Channel = Smtp(sink) with { To = ["a@example.com", "later@example.com", "soon@example.com", "new@example.com"] };
        (await delivery.ReplayAsync(Cancellation)).LastError.Should().Be("Not every recipient got it: later@example.com (450 4.2.1 try again later).");
        delivery.Channel = Smtp(sink) with { To = ["a@example.com", "soon@example.com"] };
        (await delivery.AgainAsync(Cancellation)).Should().Match<Notification>(sent => sent.Status == NotificationStatus.Sent && sent.LastError == null);
        await SendAsync(sink, Alert, Smtp(sink) with { To = ["end@example.com"] });
        (await sink.MailAsync()).Recipients.Should().Equal(["end@example.com"], "nobody was sent anything in between");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_wants_a_password_which_the_channel_has_not_may_be_set_right()
    {
        await using var sink = await SmtpSink.StartAsync(new { tls = true, password = "pass-word" });

        var refused = await RefusalAsync(sink, Smtp(sink));

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.Message.Should().StartWith("The mail server cannot be used");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("gone@example.com", "gone.too@example.com", ChannelRefusal.Permanent)]
    [InlineData("gone@example.com", "later@example.com", ChannelRefusal.Transient)]
    public async Task When_all_are_refused_it_did_not_arrive(string one, string other, ChannelRefusal expected)
    {
        await using var sink = await SmtpSink.StartAsync();

        var refused = await RefusalAsync(sink, Smtp(sink) with { To = [one, other] });

        refused.Refusal.Should().Be(expected);
        refused.Message.Should().StartWith("The mail server accepted none of the recipients: gone@example.com (550");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_sender_that_is_refused_may_be_set_right()
    {
        await using var sink = await SmtpSink.StartAsync();

        (await RefusalAsync(sink, Smtp(sink) with { From = "forged@example.com" })).Refusal.Should().Be(ChannelRefusal.Transient);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_mail_that_is_refused_for_good_is_not_tried_again()
    {
        await using var sink = await SmtpSink.StartAsync(new { tls = true, tooLarge = true });

        var refused = await RefusalAsync(sink, Smtp(sink));

        refused.Refusal.Should().Be(ChannelRefusal.Permanent);
        refused.Message.Should().Contain("552");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_on_this_machine_needs_no_TLS()
    {
        await using var sink = await SmtpSink.StartAsync(new { tls = false });

        await SendAsync(sink, Alert);

        (await sink.MailAsync()).Secure.Should().BeFalse();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_hangs_is_given_up()
    {
        await using var sink = await SmtpSink.StartAsync(new { hangs = true });

        var refused = await RefusalAsync(sink, Smtp(sink));

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_thinks_for_45_seconds_about_the_whole_mail_gets_one_copy()
    {
        await using var sink = await SmtpSink.StartAsync(new { tls = true, thinks = 45_000 / Speed });
        using var delivery = new Redelivery(Smtp(sink), Time);

        var sent = await delivery.TryAsync(Alert, Cancellation);

        sent.Should().Match<Notification>(each => each.Status == NotificationStatus.Sent && each.Attempts == 0 && each.LastError == null);
        (await sink.MailAsync()).MessageId.Should().Be($"<{Alert.Id}@example.com>");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_drops_the_connection_after_the_dot_leaves_it_unconfirmed_and_a_replay_is_the_same_mail()
    {
        await using var sink = await SmtpSink.StartAsync(new { tls = true, drops = true });
        using var delivery = new Redelivery(Smtp(sink), Time);

        var lost = await delivery.TryAsync(Alert, Cancellation);

        lost.Should().Match<Notification>(each => each.Status == NotificationStatus.Unconfirmed && each.NextAttemptAt == null && each.Attempts == 1);
        lost.LastError.Should().StartWith("The mail server received the whole mail and its answer was lost, so it may have arrived. ");
        var first = await sink.MailAsync();

        // No message makes it go again; a person does.
        (await delivery.DeliverAsync(Cancellation)).Should().BeEquivalentTo(lost);
        await delivery.ReplayAsync(Cancellation);
        (await sink.MailAsync()).MessageId.Should().Be(first.MessageId);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_process_that_stops_while_a_server_thinks_about_the_whole_mail_leaves_it_unconfirmed()
    {
        await using var sink = await SmtpSink.StartAsync(new { tls = true, thinks = 600_000 });
        using var delivery = new Redelivery(Smtp(sink), Time);
        using var stop = new CancellationTokenSource();

        var sending = delivery.TryAsync(Alert, stop.Token);
        await sink.MailAsync();
        await stop.CancelAsync();

        (await sending).Should().Match<Notification>(each => each.Status == NotificationStatus.Unconfirmed && each.LastError!.EndsWith("The process was stopped."));
    }

    [Fact]
    public void A_server_has_the_time_that_RFC_5321_gives_it() =>
        new[] { SmtpPatience.Reply, SmtpPatience.DataStart, SmtpPatience.DataBlock, SmtpPatience.Final }.Select(patience => patience.TotalMinutes).Should().Equal(5, 2, 3, 10);

    [Fact(Timeout = 60_000)]
    public async Task Nobody_there_is_said()
    {
        var sink = await SmtpSink.StartAsync();
        await sink.DisposeAsync();

        (await RefusalAsync(sink, Smtp(sink))).Message.Should().StartWith("The mail server cannot be used");
    }

    private static Notification Alert => SampleNotifications.All(Now).Single(sample => sample.Name == "alert").Notification;

    private static SmtpChannel Smtp(SmtpSink sink) =>
        new() { Name = "mail", Host = "127.0.0.1", Port = sink.Port, From = "credfunctions@example.com", To = ["a@example.com"] };

    private static async Task<Delivery> SendAsync(SmtpSink sink, Notification notification, SmtpChannel? channel = null, params (string Name, string Value)[] settings)
    {
        using var channels = new ChannelSenders(new KnownSecrets(settings), Time, TextWriter.Null, evidence: null);
        return await channels.All.Single(each => each.Serves(SmtpChannel.KindName)).SendAsync(channel ?? Smtp(sink), notification, Cancellation);
    }

    private static async Task<ChannelRefusedException> RefusalAsync(SmtpSink sink, SmtpChannel channel, params (string Name, string Value)[] settings)
    {
        var sending = () => SendAsync(sink, Alert, channel, settings);
        return (await sending.Should().ThrowAsync<ChannelRefusedException>()).Which;
    }
}
