using System.Text;

namespace CredFunctions.Tests;

public sealed class ShortTextTests
{
    private const string Family = "👨\u200d👩\u200d👧\u200d👦";

    [Theory]
    [InlineData("alice", 5, "alice")]
    [InlineData("alice", 4, "ali…")]
    [InlineData("ab👍c", 4, "ab…")]
    [InlineData("ab" + Family + "c", 12, "ab…")]
    [InlineData("abe\u0301c", 4, "ab…")]
    [InlineData("", 1, "")]
    public void A_character_is_never_cut(string text, int maxLength, string expected) => ShortText.Of(text, maxLength).Should().Be(expected);

    [Theory]
    [InlineData("报告.", 6, "报告")]
    [InlineData("报告.", 5, "报")]
    [InlineData("a" + Family, 20, "a")]
    public void Bytes_are_counted_where_they_matter(string text, int maxBytes, string expected) => ShortText.InBytes(text, maxBytes).Should().Be(expected);

    [Fact]
    public void A_letter_under_hundreds_of_accents_is_cut()
    {
        var shown = ShortText.Of("a" + new string('\u0301', 500), 40);

        shown.Should().HaveLength(40).And.StartWith("a\u0301");
        Encoding.UTF8.GetByteCount(ShortText.InBytes("a" + new string('\u0301', 500), 41)).Should().Be(41);
    }
}
