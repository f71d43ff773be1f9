using CredFunctions.Channels.Http;
using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Smtp;
using CredFunctions.Notifications;
using CredFunctions.Ports;

using MailKit.Net.Smtp;

namespace CredFunctions.Tests.Notifications;

/// <summary>What becomes of a mail by whom the server refuses, now and at earlier tries.</summary>
public sealed class MailRecipientsTests
{
    private static readonly SecretFreeText SecretFree = new("pass-word");

    [Fact]
    public void At_first_everybody_is_due_once() =>
        new MailRecipients(["a@example.com", "b@example.com", "A@example.com"], missed: null).Due.Should().Equal("a@example.com", "b@example.com");

    [Fact]
    public void Later_those_are_due_who_were_refused_for_now_and_are_still_in_the_policy() =>
        new MailRecipients(["a@example.com", "B@example.com", "c@example.com", "new@example.com"], [new("b@example.com"), new("c@example.com", "550 no"), new("left@example.com")])
            .Due.Should().Equal("b@example.com");

    [Fact]
    public void It_arrived_where_nobody_was_refused() => After(missed: null).Should().Be(Delivery.Whole);

    [Fact]
    public void It_arrived_where_nobody_is_left_in_the_policy() => After([new("left@example.com")]).Should().Be(Delivery.Whole);

    [Fact]
    public void It_arrived_where_the_others_are_refused_for_good_whenever_that_was() =>
        After([new("b@example.com"), new("c@example.com", "550 gone")], ("b@example.com", 554, "no")).Remark.Should().Be("Not every recipient got it: b@example.com (554 no); c@example.com (550 gone).");

    [Fact]
    public void One_that_is_refused_for_now_is_tried_again_and_those_who_are_not_are_kept()
    {
        var refused = Refusal([new("b@example.com"), new("c@example.com", "550 gone")], ("b@example.com", 451, "later"));

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.Message.Should().Be("Not every recipient got it: b@example.com (451 later); c@example.com (550 gone).");
        refused.Missed.Should().Equal(new("b@example.com"), new MissedRecipient("c@example.com", "550 gone"));
    }

    [Fact]
    public void It_did_not_arrive_where_everybody_is_refused()
    {
        Refusal(missed: null, ("a@example.com", 550, "no"), ("b@example.com", 450, "later"), ("c@example.com", 550, "no")).Refusal.Should().Be(ChannelRefusal.Transient);

        var refused = Refusal([new("a@example.com", "550 no"), new("b@example.com"), new("c@example.com", "550 no")], ("b@example.com", 550, "no"));
        refused.Refusal.Should().Be(ChannelRefusal.Permanent);
        refused.Message.Should().StartWith("The mail server accepted none of the recipients: b@example.com (550 no)");
    }

    [Fact]
    public void What_the_server_says_is_one_short_line_without_a_secret()
    {
        var refused = Refusal(missed: null, ("a@example.com", 550, $"pass-word {new string('x', 500)}\nmore"), ("b@example.com", 450, "later"));

        refused.Message.Should().Contain("(550 *** xxx").And.NotContain("more");
        refused.Missed![0].Refusal.Should().StartWith("550 *** xxx").And.HaveLength(MissedRecipient.MaxRefusal);
    }

    private static Delivery After(IReadOnlyList<MissedRecipient>? missed, params (string Address, int Status, string Text)[] refused) =>
        new MailRecipients(["a@example.com", "b@example.com", "c@example.com"], missed)
            .After([.. refused.Select(each => new RefusedRecipient(each.Address, (SmtpStatusCode)each.Status, each.Text))], SecretFree);

    private static ChannelRefusedException Refusal(IReadOnlyList<MissedRecipient>? missed, params (string Address, int Status, string Text)[] refused) =>
        ((Func<Delivery>)(() => After(missed, refused))).Should().Throw<ChannelRefusedException>().Which;
}
