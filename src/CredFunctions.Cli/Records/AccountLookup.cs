using CredFunctions.Accounts;
using CredFunctions.Cli.Catalogue;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Records;

/// <summary>Finds the accounts somebody means by an id or a user name.</summary>
internal sealed class AccountLookup(IAuditStore store)
{
    // A name that needs more letters changed than this is another name, not a misspelling.
    private const int MaxDistance = 4;

    /// <summary>The accounts of that id, or else of that user name; more than one where several sources or accounts have it.</summary>
    /// <param name="name">The id or the user name; the letter case of a name does not matter where only one is like it.</param>
    /// <param name="source">The source to look in; null for every one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandException">There is none.</exception>
    public async Task<IReadOnlyList<FoundAccount>> FindAsync(string name, string? source, CancellationToken cancellationToken)
    {
        var sources = await store.SourcesAsync(cancellationToken).Order(StringComparer.Ordinal).ToListAsync(cancellationToken);
        if (source is not null && !sources.Contains(source, StringComparer.Ordinal))
            throw new CommandException(ExitCode.Usage, SourceHistory.Unknown(source, sources));
        if (source is not null)
            sources = [source];

        var byId = new List<FoundAccount>();
        foreach (var each in sources)
        {
            var known = await store.ReadAccountsAsync(each, [name], cancellationToken);
            byId.AddRange(known.Select(stored => new FoundAccount(each, stored.State)));
        }

        return byId.Count > 0 ? byId : await ByUsernameAsync(name, sources, cancellationToken);
    }

    private async Task<IReadOnlyList<FoundAccount>> ByUsernameAsync(
        string name, IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        var exact = new List<FoundAccount>();
        var alike = new List<FoundAccount>();
        AccountState? nearest = null;
        var distance = MaxDistance + 1;
        foreach (var source in sources)
        {
            await foreach (var stored in store.ReadAllAccountsAsync(source, cancellationToken))
            {
                var account = stored.State;
                if (account.Username == name)
                    exact.Add(new FoundAccount(source, account));
                else if (string.Equals(account.Username, name, StringComparison.OrdinalIgnoreCase))
                    alike.Add(new FoundAccount(source, account));
                else if (DistanceTo(account, name, distance) is { } less)
                    (nearest, distance) = (account, less);
            }
        }

        if (exact.Count > 0)
            return exact;
        return alike.Count > 0 ? alike : throw new CommandException(ExitCode.Usage, Unknown(name, sources, nearest));
    }

    // The number, where it is less than the one of the nearest so far. Lengths that differ more need not be compared.
    private static int? DistanceTo(AccountState account, string name, int least)
    {
        var distance = least;
        foreach (var known in (string[])[account.Username, account.AccountId])
        {
            if (Math.Abs(known.Length - name.Length) < distance)
                distance = Math.Min(distance, EditDistance.Between(name, known));
        }

        return distance < least ? distance : null;
    }

    private static string Unknown(string name, IReadOnlyList<string> sources, AccountState? nearest)
    {
        var where = sources.Count == 1 ? $" in {sources[0]}" : "";
        return nearest is null
            ? $"There is no account \"{name}\"{where}, by id or user name."
            : $"There is no account \"{name}\"{where}. The nearest is \"{nearest.Username}\" ({nearest.AccountId}).";
    }
}
