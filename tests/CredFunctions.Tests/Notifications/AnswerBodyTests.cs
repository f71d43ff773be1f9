using CredFunctions.Channels.Http;

namespace CredFunctions.Tests.Notifications;

public sealed class AnswerBodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("ok")]
    [InlineData("{\"errcode\":0,\"errmsg\":\"ok\"}")]
    [InlineData("{\"code\":0,\"msg\":\"success\"}")]
    [InlineData("{\"code\":202}")]
    [InlineData("{\"ok\":true}")]
    [InlineData("{\"error\":null,\"errors\":[],\"status\":\"accepted\"}")]
    [InlineData("{not json")]
    [InlineData("<html><body>Accepted</body></html>")]
    public void Of_a_success_nothing_is_said(string body) => AnswerBody.Failure(body).Should().BeNull();

    [Theory]
    [InlineData("Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId tcid=0")]
    [InlineData("{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}")]
    [InlineData("{\"code\":19001,\"msg\":\"param invalid\"}")]
    [InlineData("{\"ok\":false,\"error\":\"no_service\"}")]
    [InlineData("{\"error\":{\"code\":\"WorkflowTriggerIsNotEnabled\"}}")]
    [InlineData("{\"StatusCode\":500}")]
    [InlineData("{\"status\":\"failed\"}")]
    [InlineData("invalid_payload")]
    public void Of_a_failure_the_words_are_kept(string body) => AnswerBody.Failure(body).Should().NotBeNullOrEmpty();

    [Fact]
    public void What_is_kept_is_short_and_inert() =>
        AnswerBody.Failure("{\"error\":\"<at>all</at>" + new string('x', 5_000) + "\"}").Should().HaveLength(200).And.NotContain("<at");
}
