namespace CredFunctions.Embedded.State;

/// <summary>
/// The same statement for many rows at once. Beginning a statement costs as much as a row in it; a chunk of rows to each spares
/// nearly all of that, and what is left over goes row by row, so that two texts are compiled and not a hundred.
/// </summary>
internal static class Several
{
    public const int Rows = 100;

    /// <summary><c>?2, ?3, ?4</c>.</summary>
    public static string Parameters(int from, int count) => string.Join(", ", Enumerable.Range(from, count).Select(number => $"?{number}"));

    /// <summary><c>(?1, ?2), (?3, ?4)</c>.</summary>
    public static string Values(int rows, int columns) =>
        string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({Parameters((row * columns) + 1, columns)})"));

    /// <summary>Runs a statement over all rows; gives how many it changed.</summary>
    /// <param name="file">The state.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="text">The statement, for several rows and for one.</param>
    /// <param name="bind">Adds the values of a row.</param>
    public static int Execute(StateFile file, List<SavedAccount> rows, SeveralText text, Action<SavedAccount, List<SqlValue>> bind)
    {
        var changed = 0;
        var values = new List<SqlValue>();
        var done = 0;
        while (done < rows.Count)
        {
            var count = rows.Count - done >= Rows ? Rows : 1;
            values.Clear();
            foreach (var row in rows.GetRange(done, count))
                bind(row, values);
            changed += file.Statement(
                count == 1 ? text.One : text.Many).Execute(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values));
            done += count;
        }

        return changed;
    }
}
