namespace CredFunctions;

/// <summary>Which account belongs to which person: of several lines that match an account, the first counts.</summary>
public sealed class Roster
{
    private readonly Dictionary<string, int> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);
    private readonly List<int> withWildcards = [];

    public Roster(IReadOnlyList<RosterLine> lines)
    {
        Lines = lines;
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            if (line.Username is { IsLiteral: false })
                withWildcards.Add(index);
            else
                (line.Username is null ? byId : byName).TryAdd(KeyOf(line.Account), index);
        }
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<RosterLine> Lines { get; }

    /// <summary>The line that counts for an account; null where none matches.</summary>
    public RosterLine? Of(string accountId, string username)
    {
        var first = Math.Min(byId.GetValueOrDefault(accountId, Lines.Count), byName.GetValueOrDefault(KeyOf(username), Lines.Count));
        foreach (var index in withWildcards)
        {
            if (index > first)
                break;
            if (Lines[index].Username!.Matches(username))
                return Lines[index];
        }

        return first == Lines.Count ? null : Lines[first];
    }

    /// <summary>The lines that can never count, since an earlier one matches all that they match; each with that one.</summary>
    public IEnumerable<(RosterLine Hidden, RosterLine By)> Hidden()
    {
        for (var index = 0; index < Lines.Count; index++)
        {
            if (Before(index) is { } by)
                yield return (Lines[index], by);
        }
    }

    private RosterLine? Before(int index)
    {
        var line = Lines[index];
        if (line.Username is not { IsLiteral: false })
        {
            var same = (line.Username is null ? byId : byName)[KeyOf(line.Account)];
            if (same < index)
                return Lines[same];
        }

        foreach (var earlier in withWildcards.TakeWhile(earlier => earlier < index))
        {
            if (Lines[earlier].Username!.Covers(line.Username))
                return Lines[earlier];
        }

        return null;
    }

    // ASCII letters match in either case, as in patterns.
    private static string KeyOf(string name) => string.Create(name.Length, name, static (key, from) =>
    {
        for (var index = 0; index < key.Length; index++)
            key[index] = char.IsAsciiLetterUpper(from[index]) ? (char)(from[index] | 0x20) : from[index];
    });
}

/// <summary>A line of the roster.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Account">An account id, or a pattern of a user name.</param>
/// <param name="Username">The pattern; null where the line is for an account id.</param>
/// <param name="Owner">Who owns the account; may be empty, as the team and the address may.</param>
/// <param name="LeftOn">The owner's last day; null while there is none.</param>
public sealed record RosterLine(
    int Line, string Account, NamePattern? Username, string Owner, string Team, string Email, DateOnly? LeftOn);
