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
    [InlineData("\"\"")]
    [InlineData("\uFEFF")]
    [InlineData("#comment")]
    [InlineData("\u001A")]
    [InlineData("a\u2028b")]
    [InlineData("a\u0085b\u000Bc\u000Cd")]
    public void Takes_every_line_with_a_character_as_one_row(string line)
    {
        var reading = Report.Of(AccountRow.Clean("1")).Line(line).Line("short").Read();

        reading.UnreadableLines.Should().Equal(3, 4);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("   ")]
    [InlineData("\t")]
    [InlineData(" \t \t")]
    [InlineData("\u3000\u00A0")]
    [InlineData("\u000B\u000C\u0085\u2028")]
    public void Takes_a_line_of_white_space_as_no_row_anywhere(string line)
    {
        // Lines: 1 blank, 2 header, 3 blank, 4 row, 5 blank, 6 short, 7 blank, 8 row, 9 blank.
        var reading = Reading.Of($"{line}\n{Report.Header}\n{line}\n{AccountRow.Clean("1").Csv()}\n{line}\nshort\n{line}\n{AccountRow.Clean("2").Csv()}\n{line}");

        reading.Ids.Should().Equal("1", "2");
        reading.UnreadableLines.Should().Equal(6);
    }

    [Fact]
    public void Takes_a_line_of_tabs_as_padding_where_tabs_separate()
    {
        var report = new Report().WithSeparator('\t').Rows(AccountRow.Clean("1")).Line("\t\t").Line(" \t ").Line("  ").Rows(AccountRow.Clean("2")).Line("\t");

        report.Read().Unreadable.Should().Equal(new UnreadableRow(3, "empty row"), new UnreadableRow(4, "empty row"));
    }

    [Theory]
    [InlineData(",")]
    [InlineData(",,,,,,,,,,,,,,,,,,,,,,,,,")]
    [InlineData(",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("\"\"")]
    [InlineData("\"\",\" \", \u3000,\"\"")]
    [InlineData("\"  \",\"\t\"")]
    [InlineData("\uFEFF,\u200B")]
    public void Reports_padding_between_the_first_and_the_last_data_row_and_nowhere_else(string line)
    {
        var reading = Report.Of().Line(line).Line(line).Rows(AccountRow.Clean("1")).Line(line).Line(line).Line("short").Line(line)
            .Rows(AccountRow.Clean("2")).Line(line).Line(line).Line(line).Read();

        reading.Ids.Should().Equal("1", "2");
        reading.UnreadableLines.Should().Equal(5, 6, 7, 8);
        reading.Unreadable.Where(row => row.Line != 7).Should().OnlyContain(row => row.Reason == "empty row");
    }

    [Fact]
    public void Takes_an_unreadable_row_as_the_first_or_last_data_row()
    {
        var reading = new Report().Line("short").Line(",,").Rows(AccountRow.Clean("1")).Line(",,").Line("a\"b").Line(",,").Read();

        reading.UnreadableLines.Should().Equal(2, 3, 5, 6);
    }

    [Fact]
    public void Reads_over_a_line_break_in_a_quoted_empty_cell_of_padding()
    {
        var reading = Report.Of(AccountRow.Clean("1")).Line("\"\r\n\",\"\n\"").Line("short").Rows(AccountRow.Clean("2")).Read();

        reading.UnreadableLines.Should().Equal(3, 6);
    }

    [Fact]
    public void Counts_padding_beyond_what_is_listed()
    {
        var lines = Enumerable.Repeat(",,", 2 * ReportReader.MaxListedUnreadableRows).Append(AccountRow.Clean("2").Csv()).Append(",,");
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Report.Of(AccountRow.Clean("1")).Text() + string.Join('\n', lines)));
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        while (reader.Read())
        {
            // Every row counts.
        }

        reader.UnreadableRowCount.Should().Be(2 * ReportReader.MaxListedUnreadableRows);
        reader.RowCount.Should().Be((2 * ReportReader.MaxListedUnreadableRows) + 2);
        reader.UnreadableRows.Should().HaveCount(ReportReader.MaxListedUnreadableRows);
    }

    // A field of no row rejects nothing.
    [Fact]
    public void Rejects_a_field_of_padding_that_is_too_long_where_the_padding_is_a_row()
    {
        var padding = $",\"{new string(' ', 65_537)}\"";

        Report.Of().Line(padding).Rows(AccountRow.Clean("1")).Line(padding).Read().Ids.Should().Equal("1");
        Reading.Refused(Report.Of(AccountRow.Clean("1")).Line(padding).Rows(AccountRow.Clean("2")).Text())
            .Should().Match<Rejection>(rejection => rejection.Reason.Contains("65,536") && rejection.Line == 3);
    }

    [Theory]
    [InlineData("\u001A")]
    [InlineData("\n\u001A")]
    [InlineData("\r\n\u001A\r\n\r\n\n\r")]
    public void Removes_a_ctrl_z_at_the_end_with_the_line_ends_behind_it(string end)
    {
        var text = $"{Report.Header}\nshort\n{AccountRow.Clean("1").With(Column.LastConsoleLoginTime, "2026-10-31").Csv()}{end}";
        foreach (var bytes in new[] { System.Text.Encoding.UTF8.GetBytes(text), [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(text)], [0xFE, 0xFF, .. System.Text.Encoding.BigEndianUnicode.GetBytes(text)] })
        {
            var reading = Reading.Of(bytes);

            reading.Accounts.Should().ContainSingle().Which[Column.LastConsoleLoginTime].Should().Be("2026-10-31");
            reading.UnreadableLines.Should().Equal(2);
        }
    }

    // Beyond the block in which the end is looked for.
    [Theory]
    [InlineData(1_022)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(5_000)]
    public void Removes_a_ctrl_z_however_many_line_ends_follow(int ends) =>
        Reading.Of(Report.Of(AccountRow.Clean("1")).Text() + "\u001A" + new string('\n', ends)).Unreadable.Should().BeEmpty();

    [Fact]
    public void Removes_no_other_ctrl_z()
    {
        Report.Of(AccountRow.Clean("1")).Line("\u001A").Rows(AccountRow.Clean("2")).Read().UnreadableLines.Should().Equal(3);
        Reading.Of(Report.Of(AccountRow.Clean("1")).Text() + "\u001A\u001A").UnreadableLines.Should().Equal(3);
        Reading.Of(Report.Of(AccountRow.Clean("1")).Text() + "\u001A ").UnreadableLines.Should().Equal(3);
        Reading.Refused("\u001A\n").Reason.Should().Contain("empty");
        Reading.Refused(Report.Of(AccountRow.Clean("1")).Text() + "\"\u001A").Reason.Should().Contain("still open");
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

    // What keeps a spreadsheet from changing an id makes it unreadable, and so does what a spreadsheet makes of it.
    [Theory]
    [InlineData("\"=\"\"100000000001\"\"\"")]
    [InlineData("=\"100000000001\"")]
    [InlineData("'100000000001")]
    [InlineData("1.0E+11")]
    [InlineData("\"100,000,000,001\"")]
    public void Names_the_original_download_where_an_account_id_went_through_a_spreadsheet(string id)
    {
        var row = AccountRow.Clean("").Csv();

        var reading = Report.Of(AccountRow.Clean("1")).Line(id + row).Read();

        reading.Unreadable.Should().ContainSingle().Which.Reason.Should().EndWith("use the original download");
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
        Reading.Refused(Report.Header + "\r\n  \r\n,,,,\n\"\"").Reason.Should().Contain("no accounts");
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
