using System.Text;

using CredFunctions.Reports;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CredFunctions.Tests.Findings;

public sealed class SecretIdMaskTests
{
    private static readonly Gen<string> SecretIds = Gen.Choose(20, 128).SelectMany(length => Gen.Elements("ABXYZabxyz0189".ToCharArray()).ArrayOf(length)).Select(characters => new string(characters));

    private static readonly Gen<string> Around = Gen.Elements("", " ", "key=", "\"", "\u0000", "\u202E", "张", "𠮷", "-", "…", "\r\n").ArrayOf().Resize(12).Select(string.Concat);

    [Theory]
    [InlineData("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "AKIDz8kr…MPLE")]
    [InlineData("12345678901234567890", "12345678…7890")]
    [InlineData("1234567890123456789", "********")]
    [InlineData("AKID", "********")]
    [InlineData("A", "********")]
    [InlineData("", "********")]
    public void Shows_the_first_8_and_the_last_4_characters_of_20_or_more(string secretId, string mask)
    {
        SecretIdMask.Of(secretId).Should().Be(mask);
        SecretIdMask.Of(Encoding.UTF8.GetBytes(secretId)).Should().Be(mask);
    }

    [Property(MaxTest = 500)]
    public Property Shown_text_never_holds_a_secret_id_whole() => Prop.ForAll(Around.ToArbitrary(), SecretIds.ToArbitrary(), Around.ToArbitrary(), (before, secretId, after) =>
    {
        var shown = ShownText.Plain(Encoding.UTF8.GetBytes(before + secretId + after));

        shown.Should().NotContain(secretId).And.NotContain(secretId[..9]);
    });

    [Property(MaxTest = 500)]
    public Property Shown_text_is_short_and_printable() => Prop.ForAll(
        Gen.OneOf(Around, SecretIds, ArbMap.Default.GeneratorFor<string>().Where(text => text is not null)).ArrayOf().Resize(8).Select(string.Concat).ToArbitrary(), text =>
        {
            var shown = ShownText.Plain(Encoding.UTF8.GetBytes(text));

            // Each of 40 characters may stand as its code point.
            shown.Length.Should().BeLessThanOrEqualTo((40 * 8) + 1);
            shown.Should().NotContainAny("\r", "\n", "\u0000", "\u202E", "\u001B");
        });

    [Theory]
    [InlineData("alice", "alice")]
    [InlineData("", "")]
    [InlineData("张伟", "张伟")]
    [InlineData("a\r\nb", "a\\u000d\\u000ab")]
    [InlineData("a\u202Eb", "a\\u202eb")]
    [InlineData("a\u001B[31m", "a\\u001b[31m")]
    [InlineData("my AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE!", "my AKIDz8kr…MPLE!")]
    public void Shows_text_plainly(string text, string shown)
    {
        ShownText.Plain(Encoding.UTF8.GetBytes(text)).Should().Be(shown);
        ShownText.Of(Encoding.UTF8.GetBytes(text)).Should().Be($"\"{shown}\"");
    }

    [Fact]
    public void Shows_40_characters_and_says_that_there_are_more()
    {
        ShownText.Plain(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a ", 20)))).Should().HaveLength(40).And.NotEndWith("…");
        ShownText.Plain(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a ", 30)))).Should().HaveLength(40).And.EndWith("…");
    }
}
