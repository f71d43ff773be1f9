namespace CredFunctions.Channels.Http;

/// <summary>Keeps a channel's pace for every request, the repeated ones included.</summary>
internal sealed class PaceHandler(ChannelPace pace, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public static readonly HttpRequestOptionsKey<string> Channel = new("channel");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Channel, out var channel))
            await pace.WaitAsync(channel, cancellationToken);
        (request.Content as PostedContent)?.Rewind();
        return await base.SendAsync(request, cancellationToken);
    }
}
