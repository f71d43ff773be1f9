using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Reports;

public sealed class RowTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    public void Ends_rows_at_every_kind_of_line_end(string end)
    {
        var reading = Report.Of(AccountRow.Clean("1"), AccountRow.Clean("2")).Line("short").Rows(AccountRow.Clean("3")).WithLineEnd(end).Read();

        reading.Ids.Should().Equal("1", "2", "3");
        reading.UnreadableLines.Should().Equal(4);
    }

    [Fact]
    public void Ends_rows_at_line_ends_that_are_mixed_and_counts_blank_lines()
    {
        // Lines: 1 and 2 blank, 3 header, 4 row, 5 blank, 6 short, 7 and 8 blank, 9 row, 10 short.
        var reading = Reading.Of($"\r\n\n{Report.Header}\r{AccountRow.Clean("1").Csv()}\r\n\nshort\n\r\r{AccountRow.Clean("2").Csv()}\nshort");

        reading.Ids.Should().Equal("1", "2");
        reading.UnreadableLines.Should().Equal(6, 10);
    }

    [Fact]
    public void Needs_no_line_end_after_the_last_row() =>
        Reading.Of(Report.Of(AccountRow.Clean("1")).Text().TrimEnd('\n')).Ids.Should().Equal("1");

    [Theory]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData("\"\"")]
    [InlineData("\uFEFF")]
    [InlineData("#comment")]
    [InlineData("a\u2028b")]
    [InlineData("a\u0085b\u000Bc\u000Cd")]
    public void Takes_every_line_with_a_character_as_one_row(string line)
    {
        var reading = Report.Of(AccountRow.Clean("1")).Line(line).Line("short").Read();

        reading.UnreadableLines.Should().Equal(3, 4);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(26)]
    public void Reports_a_row_with_too_few_or_too_many_fields(int difference)
    {
        var fields = AccountRow.Clean("2").Csv().Split(',');
        var line = string.Join(',', fields.Concat(Enumerable.Repeat("", 26)).Take(fields.Length + difference));

        var reading = Report.Of(AccountRow.Clean("1")).Line(line).Rows(AccountRow.Clean("3")).Read();

        reading.Ids.Should().Equal("1", "3");
        reading.Unreadable.Should().ContainSingle().Which.Should().Be(new UnreadableRow(3, $"{26 + difference} fields where the header has 26"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("00000000000000000000")]
    [InlineData("12345678901234567890")]
    [InlineData(" 42\u3000")]
    public void Takes_1_to_20_digits_as_an_account_id(string id) =>
        Report.Of(AccountRow.Clean(id)).Read().Ids.Should().Equal(id.Trim());

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("N/A")]
    [InlineData("-")]
    [InlineData("not_supported")]
    [InlineData("TRUE")]
    [InlineData("1.00028E+11")]
    [InlineData("100000000001.0")]
    [InlineData("'100000000001")]
    [InlineData("=100000000001")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("1 2")]
    [InlineData("1,2")]
    [InlineData("123456789012345678901")]
    [InlineData("１２３")]
    [InlineData("٣")]
    [InlineData("12a")]
    public void Reports_a_row_whose_account_id_is_missing_or_mangled(string id)
    {
        var reading = Report.Of(AccountRow.Clean("1"), AccountRow.Clean(id), AccountRow.Clean("2")).Read();

        reading.Ids.Should().Equal("1", "2");
        reading.Unreadable.Should().ContainSingle().Which.Should().Match<UnreadableRow>(row => row.Line == 3 && row.Reason.Contains("account id"));
    }

    [Theory]
    [InlineData("7", " 7 ", false)]
    [InlineData("7", "07", true)]
    [InlineData("0", "00", true)]
    [InlineData("12345678901234567", "12345678901234567", false)]
    [InlineData("12345678901234567", "012345678901234567", true)]
    [InlineData("012345678901234567", "0012345678901234567", true)]
    [InlineData("99999999999999999999", "99999999999999999999", false)]
    [InlineData("99999999999999999999", "99999999999999999998", true)]
    [InlineData("00000000000000000000", "0000000000000000000", true)]
    public void Compares_account_ids_as_text(string id, string other, bool differ)
    {
        var reading = Report.Of(AccountRow.Clean(id), AccountRow.Clean(other)).Read();

        reading.Accounts.Should().HaveCount(differ ? 2 : 1);
        reading.UnreadableLines.Should().Equal(differ ? [] : [3L]);
    }

    [Fact]
    public void Reports_an_id_of_an_earlier_readable_row_and_only_of_a_readable_one()
    {
        var reading = Report.Of(AccountRow.Clean("1"))
            .Line("2,too short").Line("2," + AccountRow.Clean("2").With(Column.Username, "x").Csv()).Rows(AccountRow.Clean("2"))
            .Rows(AccountRow.Clean("1"), AccountRow.Clean("2"), AccountRow.Clean("1")).Read();

        reading.Ids.Should().Equal("1", "2");
        reading.UnreadableLines.Should().Equal(3, 4, 6, 7, 8);
    }

    [Fact]
    public void Recognises_a_repeated_id_among_many()
    {
        // Beyond every size the set of ids starts with, ids of all lengths among them.
        var ids = Enumerable.Range(0, 20_000).Select(number => new string('0', number % 16) + number).Distinct().ToList();
        var lines = ids.Concat(ids).Select(id => AccountRow.Clean(id).Csv());

        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Report.Header + "\n" + string.Join('\n', lines)));
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        while (reader.Read())
        {
            // Every row counts.
        }

        reader.AccountCount.Should().Be(ids.Count);
        reader.UnreadableRowCount.Should().Be(ids.Count);
        reader.UnreadableRows.Should().HaveCount(ReportReader.MaxListedUnreadableRows);
    }

    [Fact]
    public void Rejects_a_report_without_a_data_row()
    {
        Reading.Refused(Report.Header).Reason.Should().Contain("no accounts");
        Reading.Refused(Report.Header + "\r\n\r\n\n").Reason.Should().Contain("no accounts");
    }

    [Fact]
    public void Rejects_a_report_in_which_every_row_is_unreadable() =>
        Reading.Refused(new Report().Line("short").Line("short").Text()).Should().Match<Rejection>(rejection => rejection.Line == 2);

    // The CSV reader reads blocks of 64 KiB: every place of a row falls on the edge of one.
    [Fact]
    public void Reads_rows_wherever_a_block_ends()
    {
        const int Block = 64 * 1024;
        var row = AccountRow.Clean("2").With(Column.Username, "\"a\",\r\n张").Csv();
        var end = $"\r\n{row}\r\n\r\nshort\r\n{AccountRow.Clean("3").Csv()}";
        var start = Report.Header + "\r\n" + AccountRow.Clean("1").With(Column.Username, "@").Csv();
        for (var over = 0; over < row.Length + 12; over++)
        {
            var name = new string('x', Block - start.Length + 1 - over);
            var reading = Reading.Of(start.Replace("@", name, StringComparison.Ordinal) + end);

            reading.Ids.Should().Equal("1", "2", "3");
            reading.Accounts[1][Column.Username].Should().Be("\"a\",\r\n张");
            reading.UnreadableLines.Should().Equal(6);
        }
    }
}
