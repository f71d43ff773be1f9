using CredFunctions.Tests.Building;

namespace CredFunctions.Tests;

/// <summary>A line of code fits on a screen beside another.</summary>
public sealed class LineLengthTests
{
    private const int Longest = 140;

    [Theory]
    [InlineData("functions")]
    [InlineData("src")]
    public void No_line_is_longer_than_140_characters(string folder)
    {
        var lines = from path in Directory.EnumerateFiles(RepositoryFile.At(folder), "*.cs", SearchOption.AllDirectories)
                    where !path.Contains("/obj/", StringComparison.Ordinal)
                    from line in File.ReadLines(path).Index()
                    where line.Item.Length > Longest
                    select $"{Path.GetFileName(path)}:{line.Index + 1}";

        lines.Should().BeEmpty();
    }
}
