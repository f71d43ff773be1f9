namespace CredFunctions.Embedded.State;

/// <summary>The sources and the numbers that other tables know them by.</summary>
internal sealed class SourceTable
{
    private readonly StateFile file;
    private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);

    public SourceTable(StateFile file)
    {
        this.file = file;
        file.WhenUndone(numbers.Clear);
    }

    /// <summary>Within a read or a write: the source's number; null where it is new.</summary>
    public long? Find(string source)
    {
        if (numbers.TryGetValue(source, out var known))
            return known;
        if (file.Statement("SELECT number FROM sources WHERE name = ?1").Value(source).Number is not { } number)
            return null;

        return numbers[source] = number;
    }

    /// <summary>Within a write: the source's number, given to it now where it is new.</summary>
    public long FindOrAdd(string source)
    {
        if (Find(source) is { } known)
            return known;

        file.Statement("INSERT INTO sources (name) VALUES (?1)").Execute(source);
        return Find(source)!.Value;
    }
}
