namespace CredFunctions.Tests;

public sealed class CsvCellTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("alice", "alice")]
    [InlineData("a-b_c@d.example", "a-b_c@d.example")]
    [InlineData("2026-11-01 12:00 +08:00", "2026-11-01 12:00 +08:00")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-5", "'-5")]
    [InlineData("%0A=1", "'%0A=1")]
    [InlineData("|calc", "'|calc")]
    [InlineData("＝1", "'＝1")]
    [InlineData("﹣1", "'﹣1")]
    [InlineData(" \u00a0=1", "' \u00a0=1")]
    [InlineData("\t=1", "\\u0009=1")]
    [InlineData("a\n=1", "a\\u000a=1")]
    [InlineData("x;=HYPERLINK(\"http://x\")", "\"x;'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("x; =1", "x;' =1")]
    [InlineData("x;\"=1", "\"x;'\"\"=1\"")]
    [InlineData("x,=1", "\"x,'=1\"")]
    [InlineData("x|=1", "x|'=1")]
    [InlineData("x;;@a;b;-c", "x;;'@a;b;'-c")]
    public void A_cell_is_never_calculated_whatever_the_separator(string? text, string cell) => CsvCell.Of(text).Should().Be(cell);
}
