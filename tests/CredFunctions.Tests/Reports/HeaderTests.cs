using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Reports;

public sealed class HeaderTests
{
    [Theory]
    [InlineData("AccountID")]
    [InlineData("account id")]
    [InlineData("ACCOUNT_ID")]
    [InlineData("Account-Id")]
    [InlineData("a c c o u n t i d")]
    [InlineData("\t Account \u3000 ID\u00A0")]
    [InlineData("\u200BAccount ID\uFEFF")]
    [InlineData("__Account--ID__")]
    public void Binds_a_column_whatever_spaces_hyphens_underscores_and_case_its_name_has(string name) =>
        Report.Of(AccountRow.Clean("42")).WithHeader(Report.Header.Replace("Account ID", name, StringComparison.Ordinal))
            .Read().Ids.Should().Equal("42");

    [Theory]
    [InlineData("Account ld")]
    [InlineData("Account.ID")]
    [InlineData("Account\u200BID")]
    [InlineData("Account ıd")]
    [InlineData("Account ID 2")]
    [InlineData("")]
    public void Does_not_bind_a_name_that_differs_in_more(string name) =>
        Reading.Refused(Report.Of(AccountRow.Clean()).WithHeader(Report.Header.Replace("Account ID", name, StringComparison.Ordinal)).Text())
            .Should().BeEquivalentTo(new { Line = 1L }).And.Match<Rejection>(rejection => rejection.Reason.Contains("Account ID"));

    [Fact]
    public void Folds_letter_case_in_ascii_only() =>
        Reading.Refused(Report.Of(AccountRow.Clean()).WithHeader(Report.Header.Replace("AccessKey1SecretId", "Acce\u017F\u017F\u212Aey1SecretId", StringComparison.Ordinal)).Text())
            .Reason.Should().Contain("AccessKey1SecretId");

    [Fact]
    public void Binds_by_name_and_never_by_position()
    {
        var report = new Report().WithColumns(Columns.All.Reverse()).Rows(AccountRow.Clean("7").With(Column.Username, "bob"));

        var account = report.Read().Accounts.Single();

        account[Column.AccountId].Should().Be("7");
        account[Column.Username].Should().Be("bob");
    }

    [Fact]
    public void Rejects_a_report_without_any_one_of_the_required_columns()
    {
        foreach (var column in Columns.All.Where(column => column is not Column.LastConsoleLoginTime))
            Reading.Refused(new Report().Without(column).Rows(AccountRow.Clean()).Text()).Reason.Should().Contain(Columns.NameOf(column));
    }

    [Fact]
    public void Reads_a_report_without_the_optional_column()
    {
        var report = new Report().Without(Column.LastConsoleLoginTime).Rows(AccountRow.Clean());

        Reading.Account(report, account => (account.Has(Column.LastConsoleLoginTime), account.LastConsoleLogin.State))
            .Should().Be((false, CellState.Unrecognised));
    }

    [Fact]
    public void Rejects_a_report_with_any_known_column_twice()
    {
        foreach (var column in Columns.All)
        {
            var name = Columns.NameOf(column).ToUpperInvariant();
            Reading.Refused(Report.Of(AccountRow.Clean()).WithHeader($"{Report.Header},{name}").Text()).Reason.Should().Contain(Columns.NameOf(column));
        }
    }

    [Fact]
    public void Ignores_unknown_columns_and_names_each_once()
    {
        var row = AccountRow.Clean().Csv();
        var report = new Report().WithHeader($"Note,{Report.Header},\"Cost, Centre\",Note").Line($"x,{row},y,z");

        var reading = report.Read();

        reading.UnknownColumns.Should().Equal("Note", "Cost, Centre");
        reading.Accounts.Single()[Column.AccountId].Should().Be("100000000001");
    }

    [Fact]
    public void Reads_quoted_names() =>
        Report.Of(AccountRow.Clean()).WithHeader(string.Join(',', Columns.All.Select(column => $"\"{Columns.NameOf(column)}\""))).Read().Accounts.Should().ContainSingle();

    [Fact]
    public void Reads_a_name_with_a_line_break_and_counts_its_lines()
    {
        var report = new Report().WithHeader(Report.Header.Replace("Account ID", "\"Account\r\nID\"", StringComparison.Ordinal)).Line("short").Rows(AccountRow.Clean());

        var reading = report.Read();

        reading.Ids.Should().ContainSingle();
        reading.UnreadableLines.Should().Equal(3);
    }

    [Theory]
    [InlineData("Account ID", "Account \"ID")]
    [InlineData("Account ID", "\"Account\" ID")]
    [InlineData("Account ID", " \"Account ID\"")]
    [InlineData("Last Console Login Time", "\"Last Console Login Time")]
    public void Rejects_a_header_with_broken_quoting(string name, string broken) =>
        Reading.Refused(Report.Of(AccountRow.Clean()).WithHeader(Report.Header.Replace(name, broken, StringComparison.Ordinal)).Text()).Reason.Should().NotBeEmpty();

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void Finds_the_separator_by_the_columns_that_bind(char separator)
    {
        var report = new Report().WithSeparator(separator).Rows(AccountRow.Clean().With(Column.Username, "a,b;c\td"));

        report.Read().Accounts.Single()[Column.Username].Should().Be("a,b;c\td");
    }

    [Fact]
    public void Takes_the_separator_with_which_most_columns_bind()
    {
        // With commas three columns bind, with semicolons all of them but these.
        var report = new Report().WithSeparator(';').Rows(AccountRow.Clean());
        var header = "x,Username,UserType,CreationTime,x;" + string.Join(';', Columns.All.Select(Columns.NameOf));

        var reading = report.WithHeader(header).Line("y;" + AccountRow.Clean("2").Csv(';')).Read();

        reading.Ids.Should().Equal("2");
        reading.UnknownColumns.Should().Equal("x,Username,UserType,CreationTime,x");
    }

    // One column each binds: the comma comes first, so its reading says what is missing.
    [Theory]
    [InlineData("Account ID,x;Username;y\tUserType\tz", "Username, UserType")]
    [InlineData("x;Username;y\tUserType\tz", "Account ID, UserType")]
    public void Prefers_comma_to_semicolon_to_tab_where_as_many_columns_bind(string header, string missing) =>
        Reading.Refused(header + "\n1\n").Reason.Should().Contain(missing);

    [Theory]
    [InlineData("sep=,")]
    [InlineData("sep=;")]
    [InlineData("SEP=\t")]
    [InlineData("Sep=|")]
    [InlineData("sep=张")]
    [InlineData("sep= ")]
    [InlineData("sep=\"")]
    [InlineData("sep=;;")]
    [InlineData("sep=,,,,,,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("sep=|; \t\u3000,")]
    [InlineData("sep=张\t")]
    public void Skips_a_first_line_sep_whatever_it_names(string line)
    {
        foreach (var end in new[] { "\n", "\r", "\r\n" })
        {
            foreach (var mark in new[] { "", "\uFEFF" })
            {
                var reading = Reading.Of(mark + line + end + Report.Of(AccountRow.Clean("1")).Line("short").Rows(AccountRow.Clean("2")).WithLineEnd(end).Text());

                reading.Ids.Should().Equal("1", "2");
                reading.UnreadableLines.Should().Equal(4);
            }
        }
    }

    [Theory]
    [InlineData("sep=")]
    [InlineData("sep=|x")]
    [InlineData("sep=;;x")]
    [InlineData("sep=;,\u200B")]
    [InlineData(" sep=;")]
    [InlineData("sep =;")]
    [InlineData("\nsep=;")]
    [InlineData("sep=;\nsep=;")]
    [InlineData("sep=;\nsep=,")]
    public void Takes_any_other_first_line_as_the_header(string lines) =>
        Reading.Refused(lines + "\n" + Report.Of(AccountRow.Clean()).Text()).Reason.Should().Contain("missing");

    // Longer than any buffer that its end is looked for in, and than the longest field.
    [Theory]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(15)]
    [InlineData(60)]
    [InlineData(100_000)]
    public void Skips_a_first_line_sep_however_long_it_is_padded(int length)
    {
        foreach (var end in new[] { "\n", "\r", "\r\n" })
        {
            var reading = Reading.Of("sep=;" + new string(',', length) + end + Report.Of(AccountRow.Clean("1")).Line("short").Rows(AccountRow.Clean("2")).Text());

            reading.Ids.Should().Equal("1", "2");
            reading.UnreadableLines.Should().Equal(4);
        }
    }

    [Fact]
    public void Takes_a_report_of_a_line_sep_alone_as_empty()
    {
        Reading.Refused("sep=,").Reason.Should().Contain("empty");
        Reading.Refused("sep=,\r\n").Reason.Should().Contain("empty");
    }

    [Theory]
    [InlineData(",,,,")]
    [InlineData("\t\t")]
    [InlineData("\uFEFF,\u200B")]
    [InlineData(" \n\u3000")]
    public void Takes_the_first_row_that_is_not_padding_as_the_header(string lines)
    {
        var reading = Reading.Of("\n" + lines + "\n" + Report.Of(AccountRow.Clean("1")).Line("short").Rows(AccountRow.Clean("2")).Text());

        reading.Ids.Should().Equal("1", "2");
        reading.UnreadableLines.Should().Equal(5 + lines.Count(character => character is '\n'));
    }

    [Fact]
    public void Takes_a_line_sep_among_the_rows_as_a_row() =>
        Report.Of(AccountRow.Clean()).Line("sep=,").Read().UnreadableLines.Should().Equal(3);
}
