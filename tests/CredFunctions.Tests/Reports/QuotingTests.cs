using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Reports;

public sealed class QuotingTests
{
    [Theory]
    [InlineData("\"alice\"", "alice")]
    [InlineData("\"a,b\"", "a,b")]
    [InlineData("\"a\"\"b\"", "a\"b")]
    [InlineData("\"\"\"\"", "\"")]
    [InlineData("\"\"\"\"\"\"", "\"\"")]
    [InlineData("\"\"", "")]
    [InlineData("\"a\nb\"", "a\nb")]
    [InlineData("\"a\r\nb\"", "a\r\nb")]
    [InlineData("\"a\rb\"", "a\rb")]
    [InlineData("\"\n\n,\n\"\"x\"", ",\n\"x")]
    [InlineData("\" a \"", "a")]
    [InlineData("'a'", "'a'")]
    [InlineData("a\\", "a\\")]
    [InlineData("\"a\\\"", "a\\")]
    public void Reads_a_quoted_field(string field, string text) => With(field).Read().Accounts[1][Column.Username].Should().Be(text);

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a\"")]
    [InlineData("a\"\"b")]
    [InlineData("a\"b\"")]
    [InlineData(" \"a\"")]
    [InlineData("\uFEFF\"a\"")]
    [InlineData("\"a\"b")]
    [InlineData("\"a\" ")]
    [InlineData("\"a\" \"b\"")]
    [InlineData("\"\"a")]
    [InlineData("\"\"a\"\"")]
    [InlineData("\"a\"\"\"b")]
    [InlineData("\"a\"b\"")]
    [InlineData("\"a\"b\"\"")]
    [InlineData("\"a\"b\"c\"d")]
    public void Reports_a_row_with_broken_quoting_and_goes_on(string field)
    {
        var reading = With(field).Read();

        reading.Ids.Should().Equal("1", "3");
        reading.Unreadable.Should().ContainSingle().Which.Should().Match<UnreadableRow>(
            row => row.Line == 3 && row.Reason.Contains("broken quoting") && row.Reason.Contains("line 3"));
    }

    // The broken field runs, quotes literal, to the next separator or line end: what follows is read as usual.
    [Theory]
    [InlineData("a\"b,\"c\nd\"", 3, 4)]
    [InlineData("a\"b,\"c,d\ne\",\"f\n\n\"", 3, 6)]
    [InlineData("\"a\"b\"c,\"d\ne\"", 3, 4)]
    [InlineData("\"a\nb\"c,d", 3, 4)]
    [InlineData("\"a\r\nb\r\n\"c", 3, 5)]
    public void Names_the_lines_that_a_broken_row_spans(string fields, int first, int last)
    {
        var reading = With(fields).Line("short").Read();

        reading.Ids.Should().Equal("1", "3");
        reading.UnreadableLines.Should().Equal(first, last + 2);
        reading.Unreadable[0].Reason.Should().Contain($"lines {first} to {last}");
    }

    [Fact]
    public void Ends_a_broken_field_at_the_line_end()
    {
        var reading = Report.Of(AccountRow.Clean("1")).Line("a,b\"c").Line("d,\"e\"f\"").Rows(AccountRow.Clean("2")).Read();

        reading.Ids.Should().Equal("1", "2");
        reading.UnreadableLines.Should().Equal(3, 4);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"a")]
    [InlineData("\"a\"\"")]
    [InlineData("\"\"\"")]
    [InlineData("a,b,\"c\nd\n")]
    [InlineData("a\"b,\"c")]
    [InlineData("a\"b,\"c\n1,2\n")]
    [InlineData("\"a\"b,\"c")]
    [InlineData("a\"b,\"c\"d,\"e")]
    [InlineData("a\"b,")]
    public void Rejects_a_report_that_ends_within_quotes_and_no_other(string end)
    {
        var text = Report.Of(AccountRow.Clean("1")).Text() + end;
        if (end is "a\"b,")
            Reading.Of(text).UnreadableLines.Should().Equal(3);
        else
            Reading.Refused(text).Should().Match<Rejection>(rejection => rejection.Reason.Contains("still open") && rejection.Line == 3);
    }

    [Fact]
    public void Rejects_an_open_quote_however_far_the_end_is()
    {
        // Beyond every buffer and the longest row, with more rows in the quotes.
        var rows = string.Concat(Enumerable.Repeat(AccountRow.Clean("5").Csv() + "\n", 40_000));

        Reading.Refused(Report.Of(AccountRow.Clean("1")).Text() + "2,\"" + rows).Reason.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public void Takes_fields_up_to_65536_bytes_after_unquoting(int length, bool fits)
    {
        var room = length - 3;
        string[] fields =
        [
            new('x', length),
            $"\"{new string('x', length)}\"",
            $"\"{string.Concat(Enumerable.Repeat("\"\"", length))}\"",
            new string('张', length / 3) + new string('x', length % 3),
            $"\"{new string('x', room)},\r\n\"",
            new string(' ', room) + "abc",
        ];

        foreach (var field in fields)
        {
            var text = With(field).Text();
            if (fits)
                Reading.Of(text).Ids.Should().Equal("1", "2", "3");
            else
                Reading.Refused(text).Should().Match<Rejection>(rejection => rejection.Reason.Contains("65,536") && rejection.Line == 3);
        }
    }

    // The limit is of any field of any row: of a row that is unreadable anyway, and of the header.
    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public void Counts_the_fields_of_unreadable_rows_and_of_the_header(int length, bool fits)
    {
        var broken = new string('x', length - 1) + "\"";
        var afterQuote = "\"" + new string('x', length - 3) + "\"y";
        string[] lines = [new('x', length), $"a,b,{broken}", $"a\"b,{new string('x', length)}", afterQuote];
        var texts = lines.Select(line => Report.Of(AccountRow.Clean("1")).Line(line).Text())
            .Append(new Report().WithHeader($"{Report.Header},{new string('x', length)}").Line(AccountRow.Clean("1").Csv() + ",").Text());

        foreach (var text in texts)
        {
            if (fits)
                Reading.Of(text).Ids.Should().Equal("1");
            else
                Reading.Refused(text).Reason.Should().Contain("65,536");
        }
    }

    [Fact]
    public void Takes_a_row_of_many_long_fields()
    {
        var field = new string('x', 65_536);
        var text = Report.Of(AccountRow.Clean("1")).Line(string.Join(',', Enumerable.Repeat(field, 100))).Text();

        Reading.Of(text).UnreadableLines.Should().Equal(3);
    }

    private static Report With(string username) => Report.Of(AccountRow.Clean("1"))
        .Line(AccountRow.Clean("2").With(Column.Username, "@").Csv().Replace("@", username, StringComparison.Ordinal))
        .Rows(AccountRow.Clean("3"));
}
