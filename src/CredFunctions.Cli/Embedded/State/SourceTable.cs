namespace CredFunctions.Cli.Embedded.State;

/// <summary>The sources and the numbers that other tables know them by.</summary>
internal sealed class SourceTable(StateFile file)
{
    private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);

    /// <summary>Within a read or a write: the source's number; null where it is new.</summary>
    public long? Find(string source)
    {
        if (numbers.TryGetValue(source, out var known))
            return known;
        if (file.Statement("SELECT number FROM sources WHERE name = ?1").Value(source) is not long number)
            return null;

        return numbers[source] = number;
    }

    /// <summary>Within a write: the source's number, given to it now where it is new.</summary>
    public long FindOrAdd(string source)
    {
        if (Find(source) is { } known)
            return known;

        // Not remembered yet: the transaction may still be undone.
        file.Statement("INSERT INTO sources (name) VALUES (?1)").Execute(source);
        return (long)file.Statement("SELECT number FROM sources WHERE name = ?1").Value(source)!;
    }
}
