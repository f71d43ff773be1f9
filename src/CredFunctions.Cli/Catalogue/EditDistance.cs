namespace CredFunctions.Cli.Catalogue;

/// <summary>How many letters have to be put in, taken out or replaced to make one word another (Levenshtein).</summary>
internal static class EditDistance
{
    // A misspelt id is no longer than this, and the time grows with the length.
    private const int MaxLength = 100;

    public static int Between(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var (row, letter) in from.Take(MaxLength).Index())
        {
            var current = new int[to.Length + 1];
            current[0] = row + 1;
            for (var column = 1; column <= to.Length; column++)
            {
                var same = char.ToLowerInvariant(letter) == char.ToLowerInvariant(to[column - 1]);
                current[column] = Math.Min(
                    previous[column - 1] + (same ? 0 : 1), Math.Min(previous[column], current[column - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
