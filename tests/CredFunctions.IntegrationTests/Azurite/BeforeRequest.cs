using Azure.Core;
using Azure.Core.Pipeline;

namespace CredFunctions.IntegrationTests.Azurite;

/// <summary>Something that happens between two requests of the client.</summary>
internal sealed class BeforeRequest(Func<Request, Task> happens) : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await happens(message.Request);
        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
}
