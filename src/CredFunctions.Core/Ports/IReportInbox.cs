namespace CredFunctions.Ports;

/// <summary>Where reports arrive and wait to be read.</summary>
public interface IReportInbox
{
    /// <summary>Opens a report; null when it is not there any more.</summary>
    Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken);

    /// <summary>Opens the bytes of a report that arrived before, wherever they are kept now; null where they are gone.</summary>
    /// <param name="source">The main account it is of.</param>
    /// <param name="name">Its name in the inbox when it arrived.</param>
    /// <param name="sha256">SHA-256 of the bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken);

    /// <summary>The sources that have files in the inbox, each once.</summary>
    IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken);

    /// <summary>The files of a source in the inbox.</summary>
    IAsyncEnumerable<InboxEntry> ListAsync(string source, CancellationToken cancellationToken);

    /// <summary>Archives a rejected report with the reason beside it. May be repeated.</summary>
    /// <param name="source">The main account it is of.</param>
    /// <param name="name">Its name in the inbox.</param>
    /// <param name="version">The upload that was judged; another upload under that name is a report of its own, and stays.</param>
    /// <param name="reason">Why it is rejected.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellationToken);

    /// <summary>Archives a finished report. May be repeated.</summary>
    /// <param name="source">The main account it is of.</param>
    /// <param name="name">Its name in the inbox.</param>
    /// <param name="version">The upload that was read; another upload under that name is a report of its own, and stays.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task FinishAsync(string source, string name, string version, CancellationToken cancellationToken);

    /// <summary>Removes a finished file from the inbox, unless another upload has its name by now.</summary>
    Task RemoveAsync(string source, string name, string version, CancellationToken cancellationToken);

    /// <summary>Removes files that were archived before an instant, at most a given number; returns how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
