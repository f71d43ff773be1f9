using CredFunctions.Azure.Inbox;

namespace CredFunctions.IntegrationTests.Inbox;

public sealed class PoisonedBlobTests
{
    [Fact]
    public void A_message_names_the_report_that_its_trigger_failed_on() =>
        PoisonedBlob.Parse("""{"Type":"BlobTrigger","FunctionId":"Host.Functions.ReportUploaded","BlobType":"BlockBlob","ContainerName":"reports","BlobName":"acme/2026/x.csv","ETag":"\"0x8D\""}""")
            .Should().Be(("acme", "2026/x.csv"));

    [Theory]
    [InlineData("")]
    [InlineData("acme/x.csv")]
    [InlineData("[1]")]
    [InlineData("""{"ContainerName":"reports"}""")]
    [InlineData("""{"ContainerName":"reports","BlobName":""}""")]
    [InlineData("""{"ContainerName":"reports","BlobName":7}""")]
    [InlineData("""{"ContainerName":"reports","BlobName":"acme/folder/"}""")]
    [InlineData("""{"ContainerName":"elsewhere","BlobName":"acme/x.csv"}""")]
    public void Anything_else_names_none(string message) => PoisonedBlob.Parse(message).Should().BeNull();
}
