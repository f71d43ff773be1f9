namespace CredFunctions.Tests.Readme;

/// <summary>A fenced block of a Markdown page.</summary>
/// <param name="Language">What stands behind the opening fence.</param>
/// <param name="Text">The lines between the fences.</param>
internal sealed record MarkdownBlock(string Language, string Text)
{
    private const string Fence = "```";

    private static readonly string[] OtherPrograms = ["dotnet ", "azd ", "tests/"];

    public IEnumerable<string> Lines => Text.Split('\n');

    /// <summary>Whether a reader can run all of its lines, one after the other, with nothing but a shell and the built command.</summary>
    public bool IsWalkthrough =>
        Language is "sh" && !Lines.Any(line => OtherPrograms.Any(program => line.StartsWith(program, StringComparison.Ordinal)));

    public static IReadOnlyList<MarkdownBlock> In(string page)
    {
        var blocks = new List<MarkdownBlock>();
        var lines = page.Split('\n');
        for (var start = 0; start < lines.Length; start++)
        {
            if (!lines[start].StartsWith(Fence, StringComparison.Ordinal))
                continue;

            var end = Array.IndexOf(lines, Fence, start + 1);
            blocks.Add(new MarkdownBlock(lines[start][Fence.Length..], string.Join('\n', lines[(start + 1)..end])));
            start = end;
        }

        return blocks;
    }
}
