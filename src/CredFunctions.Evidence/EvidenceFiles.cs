using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>The files of one run that are being written side by side.</summary>
internal sealed class EvidenceFiles(IEvidenceStore store, string source, RunStamp run) : IAsyncDisposable
{
    private readonly List<(string Name, IEvidenceFile File, EvidenceText Text)> open = [];

    /// <summary>Begins one.</summary>
    public async Task<EvidenceText> OpenAsync(string file, CancellationToken cancellationToken)
    {
        var name = EvidenceName.Of(source, run, file);
        var created = await store.CreateAsync(name, cancellationToken);
        var text = new EvidenceText(created.Content);
        open.Add((name, created, text));
        return text;
    }

    /// <summary>Lets them appear, in the order in which they were begun; gives their names.</summary>
    public async Task<IReadOnlyList<string>> CommitAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, file, text) in open)
        {
            await text.FlushAsync(cancellationToken);
            await file.CommitAsync(cancellationToken);
        }

        return [.. open.Select(each => each.Name)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, file, _) in open)
            await file.DisposeAsync();
    }
}
