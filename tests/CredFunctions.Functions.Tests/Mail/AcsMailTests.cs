using Azure;
using Azure.Communication.Email;
using Azure.Core;
using Azure.Identity;

using CredFunctions.Channels.Mail;
using CredFunctions.Functions.Mail;
using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;

namespace CredFunctions.Functions.Tests.Mail;

public sealed class AcsMailTests
{
    private static readonly AcsChannel Desk = new()
    {
        Name = "desk",
        Endpoint = new Uri("https://acme.communication.azure.com"),
        From = "audit@acme.example",
        To = ["ann@acme.example", "bob@acme.example"],
    };

    private static readonly Notification Told = new()
    {
        Id = new string('a', 64),
        Kind = NotificationKind.Rejected,
        Source = "acme",
        Channel = "desk",
        Content = new NotificationContent { Reason = "The report is empty." },
    };

    private readonly RecordingEmail email = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_goes_to_every_recipient_as_html_and_text()
    {
        (await SendAsync(Told)).Should().Be(Delivery.Whole);

        var (message, _) = email.Taken.Should().ContainSingle().Subject;
        message.SenderAddress.Should().Be("audit@acme.example");
        message.Recipients.To.Select(to => to.Address).Should().Equal("ann@acme.example", "bob@acme.example");
        message.Content.Subject.Should().Contain("acme");
        message.Content.Html.Should().Contain("The report is empty.");
        message.Content.PlainText.Should().Contain("The report is empty.");
    }

    [Fact]
    public async Task Only_headers_that_are_not_the_services_own_go_along()
    {
        await SendAsync(Told);

        email.Taken[0].Message.Headers.Keys.Should().OnlyContain(name => name.StartsWith("X-", StringComparison.Ordinal)).And.Contain("X-CredFunctions-Id");
    }

    [Fact]
    public async Task The_same_try_is_the_same_operation_and_every_other_is_another()
    {
        await SendAsync(Told);
        await SendAsync(Told);
        await SendAsync(Told with { Attempts = 1 });
        await SendAsync(Told.Replayed(new Clock().GetUtcNow()));

        var operations = email.Taken.Select(taken => taken.Operation).ToList();
        operations[1].Should().Be(operations[0]);
        operations.Distinct().Should().HaveCount(3);
    }

    [Theory]
    [InlineData(400, ChannelRefusal.Permanent)]
    [InlineData(413, ChannelRefusal.Permanent)]
    [InlineData(401, ChannelRefusal.Transient)]
    [InlineData(403, ChannelRefusal.Transient)]
    [InlineData(404, ChannelRefusal.Transient)]
    [InlineData(429, ChannelRefusal.Transient)]
    [InlineData(503, ChannelRefusal.Transient)]
    public async Task What_it_says_of_the_mail_is_for_good_and_all_else_may_pass(int status, ChannelRefusal refusal)
    {
        email.Refusal = new RequestFailedException(status, "secret text", "SomeCode", innerException: null);

        var refused = await RefusedAsync();

        refused.Refusal.Should().Be(refusal);
        refused.Message.Should().Be($"Azure Communication Services answered {status} SomeCode.");
    }

    [Fact]
    public async Task A_mail_that_was_taken_and_then_failed_is_refused()
    {
        email.Sending = _ => Task.FromException(new RequestFailedException(200, "failed", "EmailDroppedAllRecipientsSuppressed", innerException: null));

        (await RefusedAsync()).Message.Should().Contain("EmailDroppedAllRecipientsSuppressed");
    }

    [Fact]
    public async Task An_identity_that_cannot_sign_in_can_be_set_right()
    {
        email.Refusal = new CredentialUnavailableException("no identity");

        (await RefusedAsync()).Refusal.Should().Be(ChannelRefusal.Transient);
    }

    public static TheoryData<Exception> LostStatuses =>
    [
        new RequestFailedException(429, "slow down", "TooManyRequests", innerException: null),
        new RequestFailedException(503, "busy", "ServiceUnavailable", innerException: null),
        new RequestFailedException(0, "reset"),
        new CredentialUnavailableException("no identity"),
        new OperationCanceledException(),
    ];

    [Theory]
    [MemberData(nameof(LostStatuses))]
    public async Task A_mail_that_was_taken_is_unconfirmed_when_its_status_cannot_be_read(Exception lost)
    {
        email.Sending = _ => Task.FromException(lost);

        var refused = await RefusedAsync();

        refused.Refusal.Should().Be(ChannelRefusal.Unconfirmed);
        refused.Message.Should().StartWith("Azure Communication Services accepted the mail");
    }

    [Fact]
    public async Task A_mail_that_was_taken_is_unconfirmed_when_the_app_stops_before_its_status_is_final()
    {
        using var stop = new CancellationTokenSource();
        email.Sending = async late =>
        {
            await stop.CancelAsync();
            late.ThrowIfCancellationRequested();
        };

        var send = () => Channels().SendAsync(Desk, Told, stop.Token);

        (await send.Should().ThrowAsync<ChannelRefusedException>()).Which.Refusal.Should().Be(ChannelRefusal.Unconfirmed);
    }

    public static TheoryData<Exception> LostAnswers => [new RequestFailedException(0, "reset"), new OperationCanceledException()];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_mail_whose_answer_was_lost_is_unconfirmed(Exception lost)
    {
        email.Refusal = lost;

        (await RefusedAsync()).Refusal.Should().Be(ChannelRefusal.Unconfirmed);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_has_taken_nothing()
    {
        email.Refusal = new RequestFailedException(0, "no route", new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        (await RefusedAsync()).Refusal.Should().Be(ChannelRefusal.Transient);
    }

    [Fact]
    public async Task Who_has_to_stop_stops()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        email.Refusal = new OperationCanceledException(stop.Token);

        var send = () => Channels().SendAsync(Desk, Told, stop.Token);

        await send.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void A_setting_that_holds_no_connection_string_is_named_and_not_repeated()
    {
        var clients = new AcsClients(new Secrets("secret-nonsense"), new DefaultAzureCredential());

        var connect = () => clients.Of(Desk with { Endpoint = null, ConnectionStringSetting = "CHANNEL_ACS_CONNECTION" });

        connect.Should().Throw<ChannelRefusedException>().Which.Message.Should().Contain("CHANNEL_ACS_CONNECTION").And.NotContain("secret-nonsense");
    }

    [Theory]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/acs)", "its Key Vault reference is not resolved.")]
    [InlineData("", "set it")]
    [InlineData(null, "set it")]
    public void A_setting_without_a_value_is_no_connection_string(string? value, string reason)
    {
        var clients = new AcsClients(new Secrets(value), new DefaultAzureCredential());

        var connect = () => clients.Of(Desk with { Endpoint = null, ConnectionStringSetting = "CHANNEL_ACS_CONNECTION" });

        connect.Should().Throw<ChannelRefusedException>().Where(refused => refused.Refusal == ChannelRefusal.Transient)
            .Which.Message.Should().StartWith($"The setting CHANNEL_ACS_CONNECTION has no value: {reason}").And.NotContain("vault.azure.net");
    }

    [Fact]
    public void There_is_one_client_a_resource()
    {
        var clients = new AcsClients(new Secrets("endpoint=https://acme.communication.azure.com/;accesskey=c2VjcmV0"), new DefaultAzureCredential());

        clients.Of(Desk).Should().BeSameAs(clients.Of(Desk with { Name = "other" }));
        clients.Of(Desk with { Endpoint = null, ConnectionStringSetting = "CHANNEL_ACS_CONNECTION" }).Should().NotBeSameAs(clients.Of(Desk));
    }

    [Fact]
    public void It_serves_its_own_kind_alone() =>
        Enum.GetValues<ChannelKind>().Where(Channels().Serves).Should().Equal(ChannelKind.Acs);

    private AcsMailChannels Channels() => new(new OneClient(email), new NotificationLists(evidence: null), new Clock());

    private Task<Delivery> SendAsync(Notification notification) => Channels().SendAsync(Desk, notification, Cancellation);

    private async Task<ChannelRefusedException> RefusedAsync()
    {
        var send = () => SendAsync(Told);
        return (await send.Should().ThrowAsync<ChannelRefusedException>()).Which;
    }

    private sealed class OneClient(EmailClient client) : AcsClients(new Secrets(null), new DefaultAzureCredential())
    {
        public override EmailClient Of(AcsChannel channel) => client;
    }

    private sealed class Secrets(string? value) : IChannelSecrets
    {
        public string? Read(string settingName) => value;
    }
}
