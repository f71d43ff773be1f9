using System.Text.RegularExpressions;

using CredFunctions.Tests.Building;

namespace CredFunctions.IntegrationTests.Tables;

/// <summary>The columns that docs/tables.md describes, by heading.</summary>
internal static partial class DocumentedTables
{
    public static string Page { get; } = File.ReadAllText(RepositoryFile.At("docs/tables.md"));

    /// <summary>The columns of the tables below a heading, up to the next one.</summary>
    public static IEnumerable<string> ColumnsUnder(string heading)
    {
        var lines = Page.Split('\n').SkipWhile(line => line.TrimStart('#', ' ') != heading || !line.StartsWith('#')).Skip(1)
            .TakeWhile(line => !line.StartsWith('#'));
        return lines.Select(line => line.Split('|')).Where(cells => cells.Length == 5)
            .SelectMany(cells => Quoted().Matches(cells[1])).Select(match => match.Groups["name"].Value);
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quoted();
}
