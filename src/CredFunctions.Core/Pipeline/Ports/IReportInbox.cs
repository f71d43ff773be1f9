namespace CredFunctions.Pipeline.Ports;

/// <summary>Where reports arrive and wait to be read.</summary>
public interface IReportInbox
{
    /// <summary>Opens a report; null when it is not there any more.</summary>
    Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellation);

    /// <summary>Everything that lies in the inbox.</summary>
    IAsyncEnumerable<InboxEntry> ListAsync(CancellationToken cancellation);

    /// <summary>Puts a rejected report aside, with the reason beside it. Done already is done.</summary>
    Task RejectAsync(string source, string name, string reason, CancellationToken cancellation);

    /// <summary>Puts a completed report aside. Done already is done.</summary>
    Task FinishAsync(string source, string name, CancellationToken cancellation);
}
