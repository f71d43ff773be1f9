using System.Numerics;

using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Findings;

/// <summary>The cells behind a verdict, as a person may read them: a SecretId is masked.</summary>
public static class VerdictCells
{
    /// <summary>The cells that decided a finding, by the column's name.</summary>
    public static IReadOnlyDictionary<string, string> EvidenceOf(Account account, Verdict finding)
    {
        var cells = new Dictionary<string, string>(BitOperations.PopCount(finding.Columns), StringComparer.Ordinal);
        foreach (var column in ColumnsOf(finding))
        {
            if (account.Has(column))
                cells.Add(Columns.NameOf(column), Shown(account, column));
        }

        return cells;
    }

    /// <summary>Which cells kept the rule from being assessed.</summary>
    public static string ReasonOf(Account account, Verdict notAssessed) =>
        string.Join("; ", ColumnsOf(notAssessed).Select(column => Describe(account, column)));

    /// <summary>What the column's cell is, to follow the column's name; see <see cref="UnassessedColumn.Example"/>.</summary>
    internal static string ExampleOf(Account account, Column column)
    {
        if (!account.Has(column))
            return UnassessedColumn.Absent;
        if (Columns.HoldsSecretId(column))
            return "is not a SecretId";

        var text = account.Text(column);
        return text.IsEmpty ? "is empty" : $"reads {ShownText.Plain(text)}";
    }

    internal static IEnumerable<Column> ColumnsOf(Verdict verdict)
    {
        for (var left = verdict.Columns; left != 0; left &= left - 1)
            yield return (Column)BitOperations.TrailingZeroCount(left);
    }

    private static string Shown(Account account, Column column)
    {
        var cell = account.Text(column);
        return Columns.HoldsSecretId(column) && CellText.WordOf(cell) is not (Word.NotApplicable or Word.NotSupported)
            ? SecretIdMask.Of(cell)
            : ShownText.Plain(cell);
    }

    private static string Describe(Account account, Column column)
    {
        var name = Columns.NameOf(column);
        if (!account.Has(column))
            return $"{name}: column absent";
        if (Columns.HoldsSecretId(column))
            return $"{name} is not a SecretId";

        var text = account.Text(column);
        return text.IsEmpty ? $"{name} is empty" : $"{name} is {ShownText.Of(text)}";
    }
}
