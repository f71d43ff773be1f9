using CredFunctions.Channels.Wording;

namespace CredFunctions.Tests.Notifications;

public sealed class InertTextTests
{
    [Theory]
    [InlineData("li.na@example.com", "li.na@example.com")]
    [InlineData("张伟", "张伟")]
    [InlineData("a < b & c > d", "a < b & c > d")]
    [InlineData("𝐛 🔑", "𝐛 🔑")]
    [InlineData("invoice\u202Egnp.exe", "invoice\\u202egnp.exe")]
    [InlineData("a\u200bb\u2060c\u0007", "a\\u200bb\\u2060c\\u0007")]
    [InlineData("Zhao, \"Lee\"\r\nNight shift", "Zhao, \"Lee\" Night shift")]
    [InlineData("<at>everyone</at>", "<\u2060at>everyone<\u2060/at>")]
    [InlineData("[reset](http://login.example.net)", "[reset]\u2060(http:\u2060//login.example.net)")]
    [InlineData("WWW.evil.example", "W\u2060WW.evil.example")]
    [InlineData("mailto:a@b.c", "m\u2060ailto:a@b.c")]
    [InlineData("@channel", "@\u2060channel")]
    [InlineData("hi @here", "hi @\u2060here")]
    [InlineData("<!channel>", "<\u2060!channel>")]
    [InlineData("&lt;at&gt;", "&\u2060lt;at&gt;")]
    [InlineData("=?utf-8?B?eA==?=", "=\u2060?utf-8?B?eA==?=")]
    [InlineData("evil.example/reset", "evil.\u2060example/reset")]
    [InlineData("see (a.evil.example/x)", "see (a.evil.\u2060example/x)")]
    [InlineData("/srv/acme.example/evidence", "/srv/acme.example/evidence")]
    [InlineData("li.na", "li.na")]
    [InlineData("\\\\evil.example\\share", "\\\u2060\\evil.example\\share")]
    [InlineData("tel:123", "t\u2060el:123")]
    [InlineData("\u115f=1", "\\u115f=1")]
    [InlineData("", "")]
    public void Nothing_in_it_works_and_everything_in_it_is_seen(string text, string expected) => InertText.Of(text).Should().Be(expected);

    [Fact]
    public void Half_a_character_does_not_break_it() => InertText.Of("a\ud800b").Should().Be("a\\ufffdb");

    [Fact]
    public void Of_all_hostile_names_none_is_empty_and_none_has_a_line_break() =>
        HostileNames.All.Select(InertText.Of).Should().NotBeEmpty().And.OnlyContain(name => name.Length > 0 && !name.Contains('\n'));

    [Theory]
    [InlineData("محمد", "محمد\u200e")]
    [InlineData("דוד 7", "דוד 7\u200e")]
    [InlineData("王小明", "王小明")]
    [InlineData("alice", "alice")]
    public void The_account_of_a_name_from_right_to_left_stands_after_it(string name, string shown) => InertText.LeftToRight(name).Should().Be(shown);
}
