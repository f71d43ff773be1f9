using CredFunctions.Azure.Tables;

namespace CredFunctions.IntegrationTests.Tables;

public sealed class TableKeyTests
{
    [Theory]
    [InlineData("100000000001", "100000000001")]
    [InlineData("acme-prod_1.cn", "acme-prod_1.cn")]
    [InlineData("a/b", "a~002Fb")]
    [InlineData(@"a\b", "a~005Cb")]
    [InlineData("a#b?c", "a~0023b~003Fc")]
    [InlineData("a%2Fb", "a~00252Fb")]
    [InlineData("a|b", "a~007Cb")]
    [InlineData("a~b", "a~007Eb")]
    [InlineData("tab\there", "tab~0009here")]
    [InlineData("\u0085", "~0085")]
    [InlineData("财务 😀", "财务 😀")]
    public void Every_text_has_a_key_and_comes_back(string text, string key)
    {
        TableKey.Encode(text).Should().Be(key);
        TableKey.Decode(key).Should().Be(text);
    }

    [Fact]
    public void No_character_that_the_service_bans_is_left()
    {
        for (var character = '\0'; character < '\u0100'; character++)
        {
            var key = TableKey.Encode($"a{character}b");
            key.Should().NotMatchRegex(@"[/\\#?\u0000-\u001F\u007F-\u009F]");
            TableKey.Decode(key).Should().Be($"a{character}b");
        }
    }

    [Fact]
    public void Account_ids_keep_their_order()
    {
        string[] ids = ["1", "10", "100000000001", "2", "99", "a"];

        ids.OrderBy(TableKey.Encode, StringComparer.Ordinal).Should().Equal(ids.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> Unencodable => ["", new string('1', 513), new string('/', 103), "half \ud83d", "\ude00 half"];

    [Theory]
    [MemberData(nameof(Unencodable))]
    public void What_cannot_be_a_key_is_refused_before_it_is_sent(string text) =>
        FluentActions.Invoking(() => TableKey.Encode(text)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("a/b")]
    [InlineData(@"a\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\u0007b")]
    [InlineData("a\u009fb")]
    public void A_key_that_nobody_encoded_is_refused_before_it_is_sent(string key) =>
        FluentActions.Invoking(() => TableKey.Guard(key)).Should().Throw<ArgumentException>();
}
