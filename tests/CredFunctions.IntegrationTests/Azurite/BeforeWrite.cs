using Azure.Core;
using Azure.Core.Pipeline;

namespace CredFunctions.IntegrationTests.Azurite;

/// <summary>Lets something happen between what a client reads and its first write.</summary>
internal sealed class BeforeWrite(Func<Task> meanwhile) : HttpPipelinePolicy
{
    private int left = 1;

    public static Action<ClientOptions> Do(Func<Task> meanwhile) => options => options.AddPolicy(new BeforeWrite(meanwhile), HttpPipelinePosition.PerCall);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Method != RequestMethod.Get && Interlocked.Decrement(ref left) == 0)
            await meanwhile();
        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
}
