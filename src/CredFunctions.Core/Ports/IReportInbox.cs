namespace CredFunctions.Ports;

/// <summary>Where reports arrive and wait to be read.</summary>
public interface IReportInbox
{
    /// <summary>Opens a report; null when it is not there any more.</summary>
    Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken);

    /// <summary>Opens the bytes of a report that arrived before, wherever they are kept by now; null where they are not any more.</summary>
    /// <param name="source">The main account it is of.</param>
    /// <param name="name">Its name in the inbox when it arrived.</param>
    /// <param name="sha256">SHA-256 of the bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken);

    /// <summary>The sources of which anything lies in the inbox, each once.</summary>
    IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken);

    /// <summary>Everything of a source that lies in the inbox.</summary>
    IAsyncEnumerable<InboxEntry> ListAsync(string source, CancellationToken cancellationToken);

    /// <summary>Puts a rejected report aside, with the reason beside it. Done already is done.</summary>
    /// <param name="source">The main account it is of.</param>
    /// <param name="name">Its name in the inbox.</param>
    /// <param name="version">The upload that was judged; another one under that name is a report of its own, and stays.</param>
    /// <param name="reason">Why it is rejected.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellationToken);

    /// <summary>Puts a report aside with which nothing is left to do. Done already is done.</summary>
    /// <param name="source">The main account it is of.</param>
    /// <param name="name">Its name in the inbox.</param>
    /// <param name="version">The upload that was worked; another one under that name is a report of its own, and stays.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task FinishAsync(string source, string name, string version, CancellationToken cancellationToken);

    /// <summary>Removes a file from the inbox with which nothing is left to do, unless another upload lies under its name by now.</summary>
    Task RemoveAsync(string source, string name, string version, CancellationToken cancellationToken);

    /// <summary>Removes files that were put aside before an instant, at most so many; gives how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
