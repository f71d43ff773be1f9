using System.Text;

using Azure.Core;
using Azure.Identity;

using CredFunctions.Channels;
using CredFunctions.Channels.Acs;
using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Samples;
using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;
using CredFunctions.Tests.Stores;

using Microsoft.AspNetCore.Http;

namespace CredFunctions.IntegrationTests.Notifications;

public sealed class AcsMailTests : IAsyncLifetime
{
    private static readonly Notification Rejection = new()
    {
        Id = new string('a', 64),
        Kind = NotificationKind.Rejected,
        Source = "acme",
        Channel = "desk",
        Content = new NotificationContent { Reason = "The report is empty." },
    };

    private readonly CommunicationService service = new();
    private readonly MemoryEvidenceStore evidence = new();
    private readonly Identity identity = new();
    private readonly HastyClock time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AcsChannel Desk => new()
    {
        Name = "desk",
        Endpoint = service.Endpoint,
        From = "audit@acme.example",
        To = ["ann@acme.example", "bob@acme.example"],
    };

    public async ValueTask InitializeAsync() => await service.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_mail_goes_to_every_recipient_as_html_and_text()
    {
        (await SendAsync(Rejection)).Should().Be(Delivery.Whole);

        service.Mails[0].Path.Should().Be("/emails:send?api-version=2023-03-31");
        service.Mails[0].Headers["Content-Type"].Should().Be("application/json");
        var mail = service.Mail;
        mail["senderAddress"]!.GetValue<string>().Should().Be("audit@acme.example");
        mail["recipients"]!["to"]!.AsArray().Select(to => to!["address"]!.GetValue<string>()).Should().Equal("ann@acme.example", "bob@acme.example");
        mail["content"]!["subject"]!.GetValue<string>().Should().Contain("acme");
        mail["content"]!["html"]!.GetValue<string>().Should().Contain("The report is empty.");
        mail["content"]!["plainText"]!.GetValue<string>().Should().Contain("The report is empty.");
        mail["attachments"].Should().BeNull();
    }

    [Fact]
    public async Task The_whole_list_is_attached()
    {
        var list = Encoding.UTF8.GetBytes("account,rule\n100000000001,console-idle\n");
        await using (var file = await evidence.CreateAsync("acme/list.csv", Cancellation))
        {
            await file.Content.WriteAsync(list, Cancellation);
            await file.CommitAsync(Cancellation);
        }

        await SendAsync(SampleNotifications.All(time.GetUtcNow())[0].Notification with { Attachment = "acme/list.csv" });

        var attachment = service.Mail["attachments"]!.AsArray().Should().ContainSingle().Subject!;
        attachment["name"]!.GetValue<string>().Should().EndWith(".csv");
        attachment["contentType"]!.GetValue<string>().Should().Be("text/csv");
        Convert.FromBase64String(attachment["contentInBase64"]!.GetValue<string>()).Should().Equal(list);
    }

    [Fact]
    public async Task Only_headers_that_the_service_does_not_set_itself_are_sent()
    {
        await SendAsync(Rejection);

        service.Mail["headers"]!.AsObject().Select(header => header.Key)
            .Should().OnlyContain(name => name.StartsWith("X-", StringComparison.Ordinal)).And.Contain("X-CredFunctions-Id");
    }

    [Fact]
    public async Task One_attempt_is_one_operation_and_every_other_attempt_is_another()
    {
        await SendAsync(Rejection);
        await SendAsync(Rejection);
        await SendAsync(Rejection with { Attempts = 1 });
        await SendAsync(Rejection.Replayed(new Clock().GetUtcNow()));

        var operations = service.Mails.Select(mail => mail.Headers["Operation-Id"]).ToList();
        operations[1].Should().Be(operations[0]);
        operations.Distinct().Should().HaveCount(3);
    }

    [Fact]
    public async Task The_status_is_looked_up_until_it_is_final()
    {
        service.OnStatus = (context, look) => HttpSink.AnswerAsync(context, 200, $$"""{"status":"{{(look < 3 ? "Running" : "Succeeded")}}"}""");

        (await SendAsync(Rejection)).Should().Be(Delivery.Whole);

        service.Looks.Should().HaveCount(3);
        service.Looks[0].Path.Should().Be($"/emails/operations/{service.Mails[0].Headers["Operation-Id"]}?api-version=2023-03-31");
    }

    // HastyClock: 12 seconds are 0.12.
    [Theory]
    [InlineData("DoNotReply@0123.azurecomm.net", 80)]
    [InlineData("audit@acme.example", 5)]
    public async Task Mails_of_a_domain_are_as_far_apart_as_the_service_wants(string from, int milliseconds)
    {
        service.OnMail = context => HttpSink.AnswerAsync(context, 429, "{}");
        var channels = Channels();

        for (var mail = 0; mail < 2; mail++)
        {
            var send = () => channels.SendAsync(Desk with { From = from }, Rejection, Cancellation);
            await send.Should().ThrowAsync<ChannelRefusedException>();
        }

        // The pause counts from the first mail, of which its answer has taken a part.
        (service.Mails[1].At - service.Mails[0].At).Should().BeGreaterThan(TimeSpan.FromMilliseconds(milliseconds));
    }

    // A domain that Azure manages may look 20 times an hour, for 10 mails.
    [Fact]
    public async Task The_status_of_a_mail_is_looked_up_twice_within_the_time_that_it_has()
    {
        var clock = new QuickClock();
        service.OnStatus = (context, _) => HttpSink.AnswerAsync(context, 200, """{"status":"Running"}""");

        var send = () => new AcsSender(Connections(connectionString: null), evidence, clock).SendAsync(Desk, Rejection, Cancellation);
        await send.Should().ThrowAsync<ChannelRefusedException>();

        service.Looks.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_look_that_fails_is_repeated()
    {
        service.OnStatus = (context, look) => HttpSink.AnswerAsync(context, look == 1 ? 503 : 200, """{"status":"Succeeded"}""");

        (await SendAsync(Rejection)).Should().Be(Delivery.Whole);

        service.Mails.Should().ContainSingle();
    }

    [Theory]
    [InlineData(400, ChannelRefusal.Permanent)]
    [InlineData(413, ChannelRefusal.Permanent)]
    [InlineData(401, ChannelRefusal.Transient)]
    [InlineData(403, ChannelRefusal.Transient)]
    [InlineData(404, ChannelRefusal.Transient)]
    [InlineData(429, ChannelRefusal.Transient)]
    [InlineData(503, ChannelRefusal.Transient)]
    public async Task An_error_in_the_mail_is_permanent_and_every_other_may_pass(int status, ChannelRefusal refusal)
    {
        service.OnMail = context => HttpSink.AnswerAsync(context, status, """{"error":{"code":"SomeCode","message":"secret text"}}""");

        var refused = await RefusedAsync();

        refused.Refusal.Should().Be(refusal);
        refused.Message.Should().Be($"Azure Communication Services answered {status} SomeCode.");
        service.Mails.Should().ContainSingle();
        service.Looks.Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_that_is_busy_names_the_time_of_the_next_attempt()
    {
        service.OnMail = context =>
        {
            context.Response.Headers.RetryAfter = "90";
            return HttpSink.AnswerAsync(context, 429, "{}");
        };

        (await RefusedAsync()).RetryAfter.Should().Be(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData("""{"status":"Failed","error":{"code":"EmailDroppedAllRecipientsSuppressed"}}""", "EmailDroppedAllRecipientsSuppressed")]
    [InlineData("""{"status":"Canceled"}""", "Canceled")]
    public async Task A_mail_that_was_accepted_and_then_failed_is_refused(string status, string reason)
    {
        service.OnStatus = (context, _) => HttpSink.AnswerAsync(context, 200, status);

        var refused = await RefusedAsync();

        refused.Refusal.Should().Be(ChannelRefusal.Transient);
        refused.Message.Should().Contain(reason);
    }

    [Theory]
    [InlineData(429, "{}", "its status cannot be read (429 ")]
    [InlineData(503, """{"error":{"code":"Busy"}}""", "its status cannot be read (503 Busy)")]
    [InlineData(200, "<html/>", "its status cannot be read,")]
    [InlineData(200, "[]", "its status cannot be read,")]
    [InlineData(200, """{"status":"Running"}""", "its status was not final in time")]
    public async Task An_accepted_mail_is_unconfirmed_when_its_status_cannot_be_read(int status, string body, string reason)
    {
        service.OnStatus = ExpireAfterTwo((context, _) => HttpSink.AnswerAsync(context, status, body));

        var refused = await RefusedAsync();

        refused.Refusal.Should().Be(ChannelRefusal.Unconfirmed);
        refused.Message.Should().StartWith("Azure Communication Services accepted the mail").And.Contain(reason);
        service.Mails.Should().ContainSingle();
    }

    [Fact]
    public async Task An_accepted_mail_is_unconfirmed_when_the_connection_is_cut_before_its_status()
    {
        service.OnStatus = ExpireAfterTwo(Cut);

        (await RefusedAsync()).Refusal.Should().Be(ChannelRefusal.Unconfirmed);
        service.Mails.Should().ContainSingle();
    }

    [Fact]
    public async Task An_accepted_mail_is_unconfirmed_when_the_app_stops_before_its_status_is_final()
    {
        using var stop = new CancellationTokenSource();
        service.OnStatus = async (context, _) =>
        {
            await stop.CancelAsync();
            await HttpSink.AnswerAsync(context, 200, """{"status":"Running"}""");
        };

        var send = () => Channels().SendAsync(Desk, Rejection, stop.Token);

        (await send.Should().ThrowAsync<ChannelRefusedException>()).Which.Refusal.Should().Be(ChannelRefusal.Unconfirmed);
    }

    [Fact]
    public async Task A_mail_is_unconfirmed_when_the_connection_is_cut_before_the_answer()
    {
        service.OnMail = context => Cut(context, 1);

        (await RefusedAsync()).Refusal.Should().Be(ChannelRefusal.Unconfirmed);
    }

    [Fact]
    public async Task A_mail_is_unconfirmed_when_the_answer_is_late()
    {
        service.OnMail = async context =>
        {
            time.Expire();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        };

        var refused = await RefusedAsync();

        refused.Refusal.Should().Be(ChannelRefusal.Unconfirmed);
        refused.Message.Should().Contain("did not answer in time");
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_has_accepted_nothing()
    {
        var nowhere = Desk with { Endpoint = new Uri("https://127.0.0.1:1") };

        var send = () => Channels().SendAsync(nowhere, Rejection, Cancellation);

        (await send.Should().ThrowAsync<ChannelRefusedException>()).Which.Refusal.Should().Be(ChannelRefusal.Transient);
    }

    [Fact]
    public async Task A_send_that_is_cancelled_beforehand_sends_nothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var send = () => Channels().SendAsync(Desk, Rejection, stop.Token);

        await send.Should().ThrowAsync<OperationCanceledException>();
        service.Mails.Should().BeEmpty();
    }

    [Fact]
    public async Task The_apps_identity_signs_in_for_the_services_audience()
    {
        await SendAsync(Rejection);

        identity.Scopes.Should().Equal("https://communication.azure.com//.default");
        service.Mails.Concat(service.Looks).Should().OnlyContain(request => request.Headers["Authorization"] == "Bearer token");
    }

    [Fact]
    public async Task An_identity_that_cannot_sign_in_can_be_set_right()
    {
        identity.Failure = new CredentialUnavailableException("no identity");

        (await RefusedAsync()).Refusal.Should().Be(ChannelRefusal.Transient);
    }

    [Fact]
    public async Task The_key_of_a_connection_string_signs_every_request()
    {
        var key = Encoding.ASCII.GetBytes("a key whose base64 is padded");

        await Channels($"endpoint={service.Endpoint};accesskey={Convert.ToBase64String(key)}").SendAsync(KeyDesk, Rejection, Cancellation);

        foreach (var (method, request) in new[] { ("POST", service.Mails[0]), ("GET", service.Looks[0]) })
        {
            request.Headers["Authorization"].Should().Be(
                $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={service.SignatureOf(request, method, key)}");
        }
    }

    [Theory]
    [InlineData("secret-nonsense")]
    [InlineData("endpoint=https://acme.communication.azure.com/;accesskey=secret-nonsense!")]
    [InlineData("endpoint=secret-nonsense;accesskey=c2VjcmV0")]
    [InlineData("endpoint=https://secret-nonsense.communication.azure.com/")]
    public void A_setting_that_holds_no_connection_string_is_named_and_not_repeated(string text)
    {
        var connect = () => Connections(text).Of(KeyDesk);

        connect.Should().Throw<ChannelRefusedException>().Which.Message.Should().Contain("CHANNEL_ACS_CONNECTION").And.NotContain("secret-nonsense");
    }

    [Theory]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/acs)", "its Key Vault reference is not resolved.")]
    [InlineData("", "set it")]
    [InlineData(null, "set it")]
    public void A_setting_without_a_value_is_no_connection_string(string? value, string reason)
    {
        var connect = () => Connections(value).Of(KeyDesk);

        connect.Should().Throw<ChannelRefusedException>().Where(refused => refused.Refusal == ChannelRefusal.Transient)
            .Which.Message.Should().StartWith($"The setting CHANNEL_ACS_CONNECTION has no value: {reason}").And.NotContain("vault.azure.net");
    }

    [Fact]
    public void There_is_one_connection_a_resource()
    {
        var connections = Connections("endpoint=https://acme.communication.azure.com/;accesskey=c2VjcmV0");

        connections.Of(Desk).Should().BeSameAs(connections.Of(Desk with { Name = "other" }));
        connections.Of(KeyDesk).Should().NotBeSameAs(connections.Of(Desk));
    }

    [Fact]
    public void It_serves_its_own_kind_alone() =>
        ChannelKinds.Readers.Select(reader => reader.Kind).Where(Channels().Serves).Should().Equal(AcsChannel.KindName);

    private AcsChannel KeyDesk => Desk with { Endpoint = null, ConnectionStringSetting = "CHANNEL_ACS_CONNECTION" };

    private static Task Cut(HttpContext context, int number)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    // The deadline of a mail ends with the third look at its status.
    private Func<HttpContext, int, Task> ExpireAfterTwo(Func<HttpContext, int, Task> answer) => (context, look) =>
    {
        if (look == 3)
            time.Expire();
        return answer(context, look);
    };

    private AcsSender Channels(string? connectionString = null) =>
        new(Connections(connectionString), evidence, time);

    private AcsConnections Connections(string? connectionString) =>
        new(new Secrets(connectionString), identity, TimeProvider.System, service.Transport);

    private Task<Delivery> SendAsync(Notification notification) => Channels().SendAsync(Desk, notification, Cancellation);

    private async Task<ChannelRefusedException> RefusedAsync()
    {
        var send = () => SendAsync(Rejection);
        return (await send.Should().ThrowAsync<ChannelRefusedException>()).Which;
    }

    private sealed class Identity : TokenCredential
    {
        public Exception? Failure { get; set; }

        public IReadOnlyList<string> Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return Failure is { } failure ? throw failure : new AccessToken("token", DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    /// <summary>A clock by which every pause ends twenty times sooner, deadlines included.</summary>
    private sealed class QuickClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 20, period);
    }

    private sealed class Secrets(string? value) : IChannelSecrets
    {
        public string? Read(string settingName) => value;
    }
}
