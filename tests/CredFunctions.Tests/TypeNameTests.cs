using System.Text.RegularExpressions;

using CredFunctions.Tests.Building;

namespace CredFunctions.Tests;

/// <summary>A name stands for one type of the product.</summary>
public sealed partial class TypeNameTests
{
    [Fact]
    public void No_two_types_share_a_name() =>
        new[] { "src", "functions" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryFile.At(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
            .SelectMany(file => Types().Matches(File.ReadAllText(file)).Select(type => (
                Name: type.Groups["name"].Value, Place: type.Groups["partial"].Success ? Path.GetDirectoryName(file) : file)))
            .Distinct()
            .GroupBy(type => type.Name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key)
            .Should().BeEmpty();

    // A type that is not nested begins in the first column, for every namespace is that of its file. The files of a partial type lie
    // in one folder.
    [GeneratedRegex(
        @"^(?:(?:public|internal|file|static|sealed|abstract|(?<partial>partial)|readonly|ref|unsafe) )*(?:class|interface|enum|(?:record )?struct|record(?: class)?) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Types();
}
