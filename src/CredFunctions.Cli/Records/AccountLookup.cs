using System.Runtime.CompilerServices;

using CredFunctions.Accounts;
using CredFunctions.Cli.Catalogue;
using CredFunctions.Cli.Scanning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>Finds accounts by id or user name.</summary>
internal static class AccountLookup
{
    // A name that needs more letters changed than this is another name, not a misspelling.
    private const int MaxDistance = 4;

    /// <summary>The accounts of that id, or else of that user name; more than one where several sources or accounts have it.</summary>
    /// <param name="store">The records.</param>
    /// <param name="name">The id or the user name; the letter case of a name does not matter where only one is like it.</param>
    /// <param name="source">The source to look in; null for every one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandException">There is none.</exception>
    public static async Task<List<FoundAccount>> FindAsync(
        IAuditStore store, string name, string? source, CancellationToken cancellationToken)
    {
        var sources = await RecordedSource.NamesAsync(store, source, cancellationToken);
        var byId = new List<FoundAccount>();
        foreach (var each in sources)
        {
            var known = await store.ReadAccountsAsync(each, [name], cancellationToken);
            byId.AddRange(known.Select(stored => new FoundAccount(each, stored.State)));
        }

        return byId.Count > 0 ? byId : await ByUsernameAsync(store, name, sources, cancellationToken);
    }

    /// <summary>Every account, a source after the other, by id.</summary>
    public static async IAsyncEnumerable<FoundAccount> AllAsync(
        IAuditStore store, string? source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var each in await RecordedSource.NamesAsync(store, source, cancellationToken))
        {
            await foreach (var stored in store.ReadAllAccountsAsync(each, cancellationToken))
                yield return new FoundAccount(each, stored.State);
        }
    }

    /// <summary>
    /// Accounts, a source after the other, with the policy of their source; with what is due only where its last report shows them.
    /// </summary>
    public static async IAsyncEnumerable<FoundAccount> WithPoliciesAsync(
        OpenedStore records, IAsyncEnumerable<FoundAccount> accounts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Lane? lane = null;
        var policy = AssessmentPolicy.Default;
        await foreach (var found in accounts.WithCancellation(cancellationToken))
        {
            if (lane?.Source != found.Source)
            {
                lane = (await records.Store.ReadLaneAsync(found.Source, cancellationToken)).Lane;
                policy = await records.Policies.ReadForAsync(lane.LastPolicy, lane.Source, cancellationToken) ?? AssessmentPolicy.Default;
            }

            var isCurrent = found.State.Run == lane.LastCompleted || found.State.Run == lane.Active;
            yield return found with { Policy = policy, State = isCurrent ? found.State : found.State with { Due = [] } };
        }
    }

    private static async Task<List<FoundAccount>> ByUsernameAsync(
        IAuditStore store, string name, List<string> sources, CancellationToken cancellationToken)
    {
        List<FoundAccount> exact = [], alike = [];
        var (nearest, distance) = (default(AccountState), MaxDistance + 1);
        foreach (var source in sources)
        {
            await foreach (var stored in store.ReadAllAccountsAsync(source, cancellationToken))
            {
                var account = stored.State;
                if (account.Username == name)
                    exact.Add(new FoundAccount(source, account));
                else if (string.Equals(account.Username, name, StringComparison.OrdinalIgnoreCase))
                    alike.Add(new FoundAccount(source, account));
                else if (DistanceTo(account, name, distance) is var less && less < distance)
                    (nearest, distance) = (account, less);
            }
        }

        if (exact.Count > 0 || alike.Count > 0)
            return exact.Count > 0 ? exact : alike;
        var where = sources.Count == 1 ? $" in {sources[0]}" : "";
        throw new CommandException(nearest is null
            ? $"There is no account \"{name}\"{where}, by id or user name."
            : $"There is no account \"{name}\"{where}. The nearest is \"{nearest.Username}\" ({nearest.AccountId}).");
    }

    // No more than the least so far: names whose lengths differ by that much need not be compared.
    private static int DistanceTo(AccountState account, string name, int least)
    {
        foreach (var known in (string[])[account.Username, account.AccountId])
        {
            if (Math.Abs(known.Length - name.Length) < least)
                least = Math.Min(least, EditDistance.Between(name, known));
        }

        return least;
    }
}

/// <summary>An account and the source it is of.</summary>
internal sealed record FoundAccount(string Source, AccountState State)
{
    /// <summary>The policy by which it is shown.</summary>
    public AssessmentPolicy Policy { get; init; } = AssessmentPolicy.Default;

    /// <summary>The same as an output of findings takes it.</summary>
    public ScannedAccount Shown => ScannedAccount.Recorded(State, new RunContext { Run = State.Run, Policy = Policy });

    /// <summary>The part of it that is shown; null where no finding of it is, or it is none of the accounts.</summary>
    public FoundAccount? Within(ShownPart part)
    {
        if (!part.Has(State.AccountId, State.Username))
            return null;
        var shown = part.Of(State, Policy);
        return part.IsOfFindings && !shown.HasOpenFindings && shown.NotAssessed.Count + shown.Due.Count == 0
            ? null
            : this with { State = shown };
    }
}
