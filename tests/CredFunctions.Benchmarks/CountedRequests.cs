using Azure.Core;

namespace CredFunctions.Benchmarks;

/// <summary>The requests that a storage account gets, by what they do.</summary>
internal sealed class CountedRequests
{
    private int transactions;
    private int all;

    public (int Transactions, int All) Take() => (Interlocked.Exchange(ref transactions, 0), Interlocked.Exchange(ref all, 0));

    public Task CountAsync(Request request)
    {
        Interlocked.Increment(ref all);
        if (request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal))
            Interlocked.Increment(ref transactions);
        return Task.CompletedTask;
    }
}
