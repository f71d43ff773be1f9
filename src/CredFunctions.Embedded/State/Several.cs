using System.Runtime.InteropServices;

namespace CredFunctions.Embedded.State;

/// <summary>
/// The same statement for many rows at once. Starting a statement costs as much as a row in it: with a hundred rows to a statement the
/// first report into a state stays within three times the time of a bare import (docs/performance.md). The rows left over go one by
/// one, so that two texts are compiled and not a hundred.
/// </summary>
/// <param name="text">The statement for a number of rows.</param>
internal sealed class Several(Func<int, string> text)
{
    public const int Rows = 100;

    private readonly string many = text(Rows);
    private readonly string one = text(1);

    /// <summary><c>?2, ?3, ?4</c>.</summary>
    public static string Parameters(int from, int count) => string.Join(", ", Enumerable.Range(from, count).Select(number => $"?{number}"));

    /// <summary><c>(?1, ?2), (?3, ?4)</c>.</summary>
    public static string Values(int rows, int columns) =>
        string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({Parameters((row * columns) + 1, columns)})"));

    /// <summary>Runs the statement over all rows; returns how many it changed.</summary>
    /// <param name="file">The state.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="bind">Adds the values of a row.</param>
    public int Execute(StateFile file, List<SavedAccount> rows, Action<SavedAccount, List<SqlValue>> bind)
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
            changed += file.Statement(count == 1 ? one : many).Execute(CollectionsMarshal.AsSpan(values));
            done += count;
        }

        return changed;
    }
}
