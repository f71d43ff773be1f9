using Azure.Core;
using Azure.Core.Pipeline;

namespace CredFunctions.IntegrationTests.Azurite;

/// <summary>Lets writes through and loses the answers to the first of them, so that the client repeats what has happened already.</summary>
internal sealed class LostAnswers(int count, Func<Task>? meanwhile = null) : HttpPipelinePolicy
{
    private int left = count;

    public static Action<ClientOptions> To(int writes, Func<Task>? meanwhile = null) => options =>
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.AddPolicy(new LostAnswers(writes, meanwhile), HttpPipelinePosition.PerRetry);
    };

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method == RequestMethod.Get || message.Request.Method == RequestMethod.Head || Interlocked.Decrement(ref left) < 0)
            return;
        if (meanwhile is not null)
            await meanwhile();
        throw new IOException("The connection was lost before the answer came.");
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
}
