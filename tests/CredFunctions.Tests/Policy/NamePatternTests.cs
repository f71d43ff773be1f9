using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CredFunctions.Tests.Policy;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("**", "anything", true)]
    [InlineData("svc-*", "svc-", true)]
    [InlineData("svc-*", "SVC-billing", true)]
    [InlineData("SVC-*", "svc-billing", true)]
    [InlineData("svc-*", "my-svc-billing", false)]
    [InlineData("*svc*", "my-svc-billing", true)]
    [InlineData("*-svc", "a-svc-svc", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "", false)]
    [InlineData("a", "aa", false)]
    [InlineData("?", "", false)]
    [InlineData("?", "x", true)]
    [InlineData("?", "xy", false)]
    [InlineData("ci-??", "ci-07", true)]
    [InlineData("ci-??", "ci-7", false)]
    [InlineData("?*", "", false)]
    [InlineData("*?", "x", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("张?", "张伟", true)]
    [InlineData("?", "张", true)]
    [InlineData("?", "\U00020BB7", true)]
    [InlineData("??", "张", false)]
    [InlineData("*伟", "张伟", true)]
    [InlineData("*?伟", "张伟", true)]
    [InlineData("é", "É", false)]
    [InlineData("[", "{", false)]
    [InlineData("@", "`", false)]
    [InlineData("a.b", "axb", false)]
    public void Matches_a_whole_name(string pattern, string name, bool expected)
    {
        NamePattern.TryParse(pattern)!.Matches(name).Should().Be(expected);
        NamePattern.TryParse(pattern)!.Matches(Encoding.UTF8.GetBytes(name)).Should().Be(expected);
    }

    [Fact]
    public void Takes_patterns_up_to_their_length()
    {
        var longest = new string('a', NamePattern.MaxLength);
        NamePattern.TryParse(longest)!.Matches(longest).Should().BeTrue();
        NamePattern.TryParse(longest)!.Matches(longest + "a").Should().BeFalse();
        NamePattern.TryParse(longest + "*")!.Matches(longest + "b").Should().BeTrue();
        NamePattern.TryParse(new string('?', NamePattern.MaxLength))!.Matches(longest).Should().BeTrue();
        NamePattern.TryParse(longest + "a").Should().BeNull();
        NamePattern.TryParse(new string('张', 43)).Should().BeNull();
        NamePattern.TryParse(new string('*', 255)).Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a\nb")]
    [InlineData("a\u007f")]
    public void Refuses_what_no_name_is_like(string pattern) => NamePattern.TryParse(pattern).Should().BeNull();

    // Many stars, and many characters behind one: a matcher that goes back to every star would not end today.
    [Fact]
    public void Is_quick_however_many_wildcards_there_are()
    {
        var name = Encoding.UTF8.GetBytes(new string('a', 100_000));
        string[] patterns = [string.Concat(Enumerable.Repeat("*a?", 60)) + "*b", "*" + new string('a', NamePattern.MaxLength - 1) + "b"];
        var watch = Stopwatch.StartNew();
        foreach (var pattern in patterns)
            NamePattern.TryParse(pattern)!.Matches(name).Should().BeFalse();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Property(MaxTest = 2000)]
    public Property Agrees_with_a_regular_expression()
    {
        var text = Gen.Elements("a", "A", "b", "?", "*", "张", "é", "\U00020BB7").ArrayOf().Resize(8).Select(string.Concat);
        var cases = from pattern in text.Where(pattern => pattern.Length > 0)
                    from name in text
                    select (pattern, name);
        return Prop.ForAll(cases.ToArbitrary(), each => NamePattern.TryParse(each.pattern)!.Matches(each.name) == Expected(each.pattern, each.name));
    }

    private static bool Expected(string pattern, string name)
    {
        const string character = "(?:[\ud800-\udbff][\udc00-\udfff]|[^\ud800-\udfff])";
        var expression = string.Concat(pattern.Select(part => part switch
        {
            '*' => $"{character}*",
            '?' => character,
            _ => char.IsAsciiLetter(part) ? $"[{char.ToLowerInvariant(part)}{char.ToUpperInvariant(part)}]" : part.ToString(),
        }));
        return Regex.IsMatch(name, $@"\A(?:{expression})\z", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}
