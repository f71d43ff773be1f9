using System.Text;
using System.Text.Json.Nodes;

using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Tests.Pipeline.Transport;

public sealed class MessageTests
{
    private static readonly DateTimeOffset Later = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_message_reads_as_what_was_written()
    {
        Again(PipelineMessages.Reports, Samples.Report).Should().Be(Samples.Report);
        Again(PipelineMessages.Reports, new ReportMessage("acme", "x.csv")).Should().Be(new ReportMessage("acme", "x.csv"));
        Again(PipelineMessages.Completions, Samples.Completion).Should().Be(Samples.Completion);
        Again(PipelineMessages.Notifications, Samples.Notification).Should().Be(Samples.Notification);
        Again(PipelineMessages.Notifications, new NotificationMessage(Samples.ReportId, "desk", 0)).Should().Be(new NotificationMessage(Samples.ReportId, "desk", 0));
        Again(PipelineMessages.Notifications, Samples.Notification with { Deferred = 2 }).Should().Be(Samples.Notification with { Deferred = 2 });
        Again(PipelineMessages.AccountFindings, Samples.AccountFindings()).Should().BeEquivalentTo(Samples.AccountFindings());
    }

    [Fact]
    public void Every_message_carries_its_version_its_source_its_report_and_its_run()
    {
        foreach (var body in Bodies())
        {
            var json = JsonNode.Parse(body.Span)!.AsObject();
            ((int)json["schemaVersion"]!).Should().Be(PipelineMessages.SchemaVersion);
            ((string)json["source"]!).Should().Be("acme");
            ((string)json["reportId"]!).Should().Be(Samples.ReportId);
            ((int)json["run"]!).Should().Be(2);
        }
    }

    // What lies in a queue while a new version is deployed was written by the one before.
    [Fact]
    public void The_first_schema_is_read_as_long_as_it_is_the_one_in_force()
    {
        PipelineMessages.Completions.Decode(
            """{"schemaVersion":1,"source":"acme","reportId":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","run":2,"asOf":"2026-11-01T04:00:00+00:00","attempt":4}"""u8)
            .Message.Should().Be(Samples.Completion);
        PipelineMessages.Reports.Decode("""{"schemaVersion":1,"source":"acme","name":"x.csv","attempt":0}"""u8)
            .Message.Should().Be(new ReportMessage("acme", "x.csv"));
        PipelineMessages.Notifications.Decode(
            """{"schemaVersion":1,"notificationId":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","channel":"desk","attempt":0}"""u8)
            .Message.Should().Be(new NotificationMessage(Samples.ReportId, "desk", 0));
    }

    [Fact]
    public void A_message_is_addressed_so_that_a_double_can_be_recognised()
    {
        var chunk = PipelineMessages.AccountFindings.Encode(Samples.AccountFindings(), Later);
        chunk.Should().BeEquivalentTo(new
        {
            Queue = ResourceNames.AccountFindingsQueue,
            MessageId = $"{Samples.ReportId}/2/7/6",
            SessionId = (string?)null,
            Subject = "account-findings",
            CorrelationId = Samples.ReportId,
            ScheduledFor = (DateTimeOffset?)Later,
        });
        var completion = PipelineMessages.Completions.Encode(Samples.Completion);
        completion.Should().BeEquivalentTo(new
        {
            Queue = ResourceNames.ReportCompletionsQueue,
            MessageId = $"{Samples.ReportId}/2/c/4",
            SessionId = (string?)null,
            Subject = "report-completion",
            CorrelationId = Samples.ReportId,
            ScheduledFor = (DateTimeOffset?)null,
        });
        var notification = PipelineMessages.Notifications.Encode(Samples.Notification);
        notification.Should().BeEquivalentTo(new
        {
            Queue = ResourceNames.NotificationsQueue,
            MessageId = $"{Samples.ReportId}/5",
            SessionId = "desk",
            Subject = "notification",
            CorrelationId = Samples.ReportId,
        });
    }

    [Fact]
    public void No_two_messages_about_a_file_are_doubles_since_its_bytes_may_have_changed()
    {
        var first = PipelineMessages.Reports.Encode(Samples.Report);
        var second = PipelineMessages.Reports.Encode(Samples.Report);

        first.Queue.Should().Be(ResourceNames.ReportsQueue);
        first.CorrelationId.Should().Be(Samples.ReportId);
        first.MessageId.Should().NotBe(second.MessageId);
        first.Body.ToArray().Should().Equal(second.Body.ToArray());
    }

    [Fact]
    public void A_message_id_is_no_longer_than_a_broker_takes()
    {
        var run = Samples.Run with { Number = int.MaxValue };
        string[] ids =
        [
            PipelineMessages.AccountFindings.Encode(Samples.AccountFindings() with { Run = run, Chunk = int.MaxValue, Attempt = int.MaxValue }).MessageId,
            PipelineMessages.Completions.Encode(new CompletionMessage("acme", run, int.MaxValue)).MessageId,
            PipelineMessages.Notifications.Encode(Samples.Notification with { Attempt = int.MaxValue }).MessageId,
            PipelineMessages.Reports.Encode(Samples.Report).MessageId,
        ];

        ids.Should().OnlyContain(id => id.Length <= 128);
    }

    [Theory]
    [InlineData("", "It is not JSON: see line 1, byte 1.")]
    [InlineData("\0\u0001", "It is not JSON: see line 1, byte 1.")]
    [InlineData("{\"schemaVersion\":1,", "It is not JSON: see line 1, byte 19.")]
    [InlineData("null", "It is null where a JSON object was expected.")]
    [InlineData("[]", "It is an array where a JSON object was expected.")]
    [InlineData("\"{}\"", "It is a string where a JSON object was expected.")]
    [InlineData("1", "It is a number where a JSON object was expected.")]
    [InlineData("true", "It is a boolean where a JSON object was expected.")]
    [InlineData("{}", "It has no schemaVersion.")]
    [InlineData("{\"schemaVersion\":2,\"new\":1}", "Its schemaVersion is 2; this version of CredFunctions reads 1.")]
    [InlineData("{\"schemaVersion\":1}", "It is not a message of this kind: see $, line 1, byte 20.")]
    public void What_is_no_message_is_named(string body, string fault) =>
        PipelineMessages.Completions.Decode(Encoding.UTF8.GetBytes(body)).Should().Be(((CompletionMessage?)null, (string?)fault));

    [Theory]
    [InlineData("source", "\"\"", "Its source is empty.")]
    [InlineData("source", "null", "Its source, reportId or run is null.")]
    [InlineData("reportId", "\"xyz\"", "Its reportId is not the SHA-256 of a report, 64 lower-case hexadecimal digits.")]
    [InlineData("run", "0", "Its run is less than 1.")]
    [InlineData("attempt", "-1", "Its attempt is less than 0.")]
    [InlineData("policy", "\"../x\"", "Its policy is not a SHA-256, 64 lower-case hexadecimal digits.")]
    [InlineData("chunk", "-1", "Its chunk is less than 0.")]
    [InlineData("accounts", "[null]", "One of its accounts is null.")]
    [InlineData("accounts", "[]", "It holds 0 accounts; a message holds 1 to 100.")]
    public void A_member_that_cannot_be_right_is_named(string member, string value, string fault) =>
        DecodedWith(member, value).Should().Be(((AccountFindingsMessage?)null, (string?)fault));

    [Theory]
    [InlineData("run", "\"2\"")]
    [InlineData("run", "2.5")]
    [InlineData("policy", "null")]
    [InlineData("accounts", "null")]
    [InlineData("asOf", "\"yesterday\"")]
    [InlineData("surprise", "1")]
    public void A_member_of_another_type_or_of_no_meaning_is_refused(string member, string value) =>
        DecodedWith(member, value).Fault.Should().StartWith("It is not").And.NotContain("yesterday");

    [Fact]
    public void A_member_that_stands_twice_is_refused() =>
        PipelineMessages.Reports.Decode("""{"schemaVersion":1,"source":"acme","name":"x.csv","name":"y.csv","attempt":0}"""u8)
            .Fault.Should().StartWith("It is not a message of this kind");

    [Fact]
    public void Accounts_of_several_buckets_are_refused_since_no_transaction_could_save_them()
    {
        var other = Enumerable.Range(2, 100).Select(number => $"{100000000000 + number}").First(id => AccountBucket.Of(id) != AccountBucket.Of("100000000001"));

        PipelineMessages.AccountFindings.Decode(PipelineMessages.AccountFindings.Encode(Samples.AccountFindings(Samples.Account("100000000001"), Samples.Account(other))).Body.Span)
            .Fault.Should().Be("Its accounts are of several buckets.");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("=cmd|' /C calc'!A0\u001b[31m")]
    public void A_fault_repeats_nothing_of_the_body(string text)
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(text);

        DecodedWith(text, "1").Fault.Should().NotContainAny(text, "script", "calc");
        DecodedWith("policy", quoted).Fault.Should().NotContainAny(text, "script", "calc");
        DecodedWith("run", quoted).Fault.Should().NotContainAny(text, "script", "calc");
        PipelineMessages.Reports.Decode(Encoding.UTF8.GetBytes(text)).Fault.Should().NotContainAny(text, "script", "calc");
    }

    private static (AccountFindingsMessage? Message, string? Fault) DecodedWith(string member, string value)
    {
        var json = JsonNode.Parse(PipelineMessages.AccountFindings.Encode(Samples.AccountFindings()).Body.Span)!.AsObject();
        json[member] = JsonNode.Parse(value);
        return PipelineMessages.AccountFindings.Decode(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static TMessage? Again<TMessage>(MessageKind<TMessage> kind, TMessage message)
        where TMessage : class => kind.Decode(kind.Encode(message).Body.Span).Message;

    private static IEnumerable<ReadOnlyMemory<byte>> Bodies() =>
    [
        PipelineMessages.Reports.Encode(Samples.Report).Body,
        PipelineMessages.AccountFindings.Encode(Samples.AccountFindings()).Body,
        PipelineMessages.Completions.Encode(Samples.Completion).Body,
        PipelineMessages.Notifications.Encode(Samples.Notification).Body,
    ];
}
