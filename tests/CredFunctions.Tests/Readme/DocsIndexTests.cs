using System.Text.RegularExpressions;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Readme;

/// <summary>A reader who begins at docs/README.md reaches every page, schema and picture.</summary>
public sealed partial class DocsIndexTests
{
    private const string Index = "docs/README.md";

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(RepositoryFile.At("docs"), "*", SearchOption.AllDirectories).Select(Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Index_leads_to_every_file(string file) => Reachable().Should().Contain(file);

    [Fact]
    public void Index_links_every_page_beside_it()
    {
        var pages = Directory.EnumerateFiles(RepositoryFile.At("docs"), "*.md").Select(Name).Where(page => page != Index);

        LinksOf(Index).Should().Contain(pages);
    }

    [Fact]
    public void Readme_links_the_index() => LinksOf("README.md").Should().Contain(Index);

    [Fact]
    public void Link_to_a_heading_names_one_that_is_there()
    {
        foreach (var page in Reachable().Where(IsPage).Append("README.md"))
        {
            foreach (Match link in HeadingLinks().Matches(File.ReadAllText(RepositoryFile.At(page))))
            {
                var target = link.Groups["target"].Value is { Length: > 0 } path ? Resolved(page, path) : page;
                Anchors(target).Should().Contain(link.Groups["anchor"].Value, "{0} links {1}", page, target);
            }
        }
    }

    private static HashSet<string> Reachable()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { Index };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var page))
        {
            foreach (var target in LinksOf(page).Where(reached.Add).Where(IsPage))
                open.Enqueue(target);
        }

        return reached;
    }

    private static IEnumerable<string> LinksOf(string page) => Links().Matches(File.ReadAllText(RepositoryFile.At(page)))
        .Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal))
        .Select(target => Resolved(page, target));

    private static string Resolved(string page, string target) =>
        Name(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(RepositoryFile.At(page))!, target)));

    // As GitHub makes them: lower case, without punctuation, a hyphen for each space.
    private static IEnumerable<string> Anchors(string page) => Headings().Matches(File.ReadAllText(RepositoryFile.At(page)))
        .Select(match => NoAnchor().Replace(match.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static bool IsPage(string file) => file.EndsWith(".md", StringComparison.Ordinal) && File.Exists(RepositoryFile.At(file));

    private static string Name(string path) => Path.GetRelativePath(RepositoryFile.At("."), path).Replace('\\', '/');

    [GeneratedRegex(@"\]\((?<target>[^)#]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex(@"\]\((?<target>[^)#:]*)#(?<anchor>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadingLinks();

    [GeneratedRegex(@"^#+ (?<text>.+?)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoAnchor();
}
