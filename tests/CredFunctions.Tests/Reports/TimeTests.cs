using System.Globalization;
using System.Text;

using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Reports;

public sealed class TimeTests
{
    [Theory]
    [InlineData("2019-08-16 9:25:56", "2019-08-16T01:25:56.0000000")]
    [InlineData("2019-08-16 09:25:56", "2019-08-16T01:25:56.0000000")]
    [InlineData("2019-8-6", "2019-08-05T16:00:00.0000000")]
    [InlineData("2019-08-6", "2019-08-05T16:00:00.0000000")]
    [InlineData("2019/8/06", "2019-08-05T16:00:00.0000000")]
    [InlineData("2019/08/16 0:0", "2019-08-15T16:00:00.0000000")]
    [InlineData("2019-08-16 23:59:59", "2019-08-16T15:59:59.0000000")]
    [InlineData("2019-08-16T9:5", "2019-08-16T01:05:00.0000000")]
    [InlineData("2019-08-16t09:05:7", "2019-08-16T01:05:07.0000000")]
    [InlineData("2020-02-29", "2020-02-28T16:00:00.0000000")]
    [InlineData("2000-02-29", "2000-02-28T16:00:00.0000000")]
    [InlineData("2019-08-16 09:25:56.1", "2019-08-16T01:25:56.1000000")]
    [InlineData("2019-08-16 09:25:56.0000001", "2019-08-16T01:25:56.0000001")]
    [InlineData("2019-08-16 09:25:56.1234567", "2019-08-16T01:25:56.1234567")]
    [InlineData("2019-08-16 09:25:56.9999999", "2019-08-16T01:25:56.9999999")]
    [InlineData("2019-08-16 09:25:56.050", "2019-08-16T01:25:56.0500000")]
    public void Reads_a_time_without_offset_in_the_zone_of_the_report(string text, string utc) => ReadsAs(text, utc);

    [Theory]
    [InlineData("2019-08-16 09:25:56Z", "2019-08-16T09:25:56.0000000")]
    [InlineData("2019-08-16T09:25:56z", "2019-08-16T09:25:56.0000000")]
    [InlineData("2019-08-16 09:25 Z", "2019-08-16T09:25:00.0000000")]
    [InlineData("2019-08-16 09:25:56.5Z", "2019-08-16T09:25:56.5000000")]
    [InlineData("2019-08-16 09:25:56+08:00", "2019-08-16T01:25:56.0000000")]
    [InlineData("2019-08-16 09:25:56 +0800", "2019-08-16T01:25:56.0000000")]
    [InlineData("2019-08-16 09:25-0330", "2019-08-16T12:55:00.0000000")]
    [InlineData("2019-08-16 09:25:56 +00:00", "2019-08-16T09:25:56.0000000")]
    [InlineData("2019-08-16 09:25:56-00:00", "2019-08-16T09:25:56.0000000")]
    [InlineData("2019-08-16 09:25:56+14:00", "2019-08-15T19:25:56.0000000")]
    [InlineData("2019-08-16 09:25:56-1400", "2019-08-16T23:25:56.0000000")]
    [InlineData("2019-08-16 09:25:56+13:59", "2019-08-15T19:26:56.0000000")]
    [InlineData("2019-08-16 09:25:56.1234567 -05:45", "2019-08-16T15:10:56.1234567")]
    public void Reads_a_time_with_an_offset(string text, string utc) => ReadsAs(text, utc);

    // The years 1 to 9999 are those of the UTC instant.
    [Theory]
    [InlineData("0001-01-01 08:00:00", "0001-01-01T00:00:00.0000000")]
    [InlineData("0001-01-01 00:00:00Z", "0001-01-01T00:00:00.0000000")]
    [InlineData("0001-01-02", "0001-01-01T16:00:00.0000000")]
    [InlineData("0001-01-01 00:00:00-00:01", "0001-01-01T00:01:00.0000000")]
    [InlineData("9999-12-31 23:59:59.9999999", "9999-12-31T15:59:59.9999999")]
    [InlineData("9999-12-31 23:59:59.9999999Z", "9999-12-31T23:59:59.9999999")]
    public void Reads_a_time_up_to_the_ends_of_the_years_1_and_9999(string text, string utc) => ReadsAs(text, utc);

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("0001-01-01 07:59:59.9999999")]
    [InlineData("0001-01-01 00:00:00+00:01")]
    [InlineData("9999-12-31 23:59:59.9999999-00:01")]
    [InlineData("9999-12-31 10:00-14:00")]
    [InlineData("0000-01-01")]
    [InlineData("0000-12-31 23:59-14:00")]
    [InlineData("10000-01-01")]
    public void Does_not_recognise_a_time_outside_the_years_1_to_9999(string text) => IsNotRecognised(text);

    [Theory]
    [InlineData("2019-13-01")]
    [InlineData("2019-00-01")]
    [InlineData("2019-01-00")]
    [InlineData("2019-01-32")]
    [InlineData("2019-04-31")]
    [InlineData("2019-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2019-08/16")]
    [InlineData("2019/08-16")]
    [InlineData("2019.08.16")]
    [InlineData("20190816")]
    [InlineData("19-08-16")]
    [InlineData("019-08-16")]
    [InlineData("2019-8")]
    [InlineData("2019-008-16")]
    [InlineData("2019-08-016")]
    [InlineData("16/08/2019")]
    [InlineData("+2019-08-16")]
    [InlineData("2019--8-16")]
    [InlineData("2019- 8-16")]
    [InlineData("２０１９-08-16")]
    [InlineData("43693")]
    [InlineData("1565918756")]
    [InlineData("Aug 16 2019")]
    public void Does_not_recognise_a_date_of_another_form_or_none_of_the_calendar(string text) => IsNotRecognised(text);

    [Theory]
    [InlineData("2019-08-16 ")]
    [InlineData("2019-08-16T")]
    [InlineData("2019-08-16 9")]
    [InlineData("2019-08-16 9:")]
    [InlineData("2019-08-16 :05")]
    [InlineData("2019-08-16 9:05:")]
    [InlineData("2019-08-16 9:05:06.")]
    [InlineData("2019-08-16 9:05:06,5")]
    [InlineData("2019-08-16 9:05:06.12345678")]
    [InlineData("2019-08-16 9:05.5")]
    [InlineData("2019-08-16 24:00")]
    [InlineData("2019-08-16 24:00:00")]
    [InlineData("2019-08-16 23:60")]
    [InlineData("2019-08-16 23:59:60")]
    [InlineData("2019-08-16 009:05")]
    [InlineData("2019-08-16 9:005")]
    [InlineData("2019-08-16 9:05:006")]
    [InlineData("2019-08-16  9:05")]
    [InlineData("2019-08-16 T9:05")]
    [InlineData("2019-08-16\u00A09:05")]
    [InlineData("2019-08-16\t9:05")]
    [InlineData("2019-08-16-9:05")]
    [InlineData("2019-08-169:05")]
    [InlineData("2019-08-16 -9:05")]
    [InlineData("2019-08-16 9:05 PM")]
    [InlineData("2019-08-16 9：05")]
    [InlineData("9:05:06")]
    public void Does_not_recognise_a_clock_time_of_another_form(string text)
    {
        // Trailing white space is not part of a cell; everything else here is.
        if (text.EndsWith(' '))
            ReadsAs(text, "2019-08-15T16:00:00.0000000");
        else
            IsNotRecognised(text);
    }

    [Theory]
    [InlineData("2019-08-16Z")]
    [InlineData("2019-08-16 Z")]
    [InlineData("2019-08-16+08:00")]
    [InlineData("2019-08-16 +08:00")]
    [InlineData("2019-08-16T+0800")]
    [InlineData("2019-08-16 9:05  Z")]
    [InlineData("2019-08-16 9:05TZ")]
    [InlineData("2019-08-16 9:05 UTC")]
    [InlineData("2019-08-16 9:05 GMT+8")]
    [InlineData("2019-08-16 9:05ZZ")]
    [InlineData("2019-08-16 9:05Z+08:00")]
    [InlineData("2019-08-16 9:05+8")]
    [InlineData("2019-08-16 9:05+08")]
    [InlineData("2019-08-16 9:05+8:00")]
    [InlineData("2019-08-16 9:05+800")]
    [InlineData("2019-08-16 9:05+08:0")]
    [InlineData("2019-08-16 9:05+08:000")]
    [InlineData("2019-08-16 9:05+08:60")]
    [InlineData("2019-08-16 9:05+14:01")]
    [InlineData("2019-08-16 9:05-14:01")]
    [InlineData("2019-08-16 9:05+15:00")]
    [InlineData("2019-08-16 9:05+99:99")]
    [InlineData("2019-08-16 9:05+ 08:00")]
    [InlineData("2019-08-16 9:05+08 00")]
    [InlineData("2019-08-16 9:05+08::00")]
    [InlineData("2019-08-16 9:05\u221208:00")]
    [InlineData("2019-08-16 9:05 +08:00 CST")]
    public void Does_not_recognise_an_offset_of_another_form_or_after_a_date_alone(string text) => IsNotRecognised(text);

    [Theory]
    [InlineData("2019-08-16", -5, "2019-08-16T05:00:00.0000000")]
    [InlineData("2019-08-16 09:00", 0, "2019-08-16T09:00:00.0000000")]
    [InlineData("2019-08-16 09:00+01:00", -5, "2019-08-16T08:00:00.0000000")]
    public void Takes_the_zone_of_the_report_where_a_time_names_none(string text, int hours, string utc)
    {
        using var stream = new MemoryStream(Report.Of(AccountRow.Clean().With(Column.CreationTime, text)).Bytes());
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, TimeSpan.FromHours(hours));

        reader.Read().Should().BeTrue();

        Utc(reader.Account.Created.Value!.Value).Should().Be(utc);
    }

    [Fact]
    public void Reads_every_time_column_alike()
    {
        var row = AccountRow.Clean();
        foreach (var column in new[] { Column.CreationTime, Column.PasswordLastRotation, Column.LastConsoleLoginTime, Column.AccessKey1CreationTime, Column.AccessKey1LastUsedDate, Column.AccessKey2CreationTime, Column.AccessKey2LastUsedDate })
            row.With(column, "\u3000 2019/8/16T9:05 +0000\uFEFF");

        Reading.Account(row, account => new[] { account.Created, account.PasswordLastRotation, account.LastConsoleLogin, account.Key1.Created, account.Key1.LastUsed, account.Key2.Created, account.Key2.LastUsed })
            .Should().OnlyContain(time => time.Is(new DateTimeOffset(2019, 8, 16, 9, 5, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Reads_no_prefix_of_a_time_as_another_moment()
    {
        // A cell that was cut must not read as a time it never was, but for the forms that end earlier by right.
        const string Whole = "2019-08-16 09:25:56.1234567 +08:00";
        string[] right =
        [
            "2019-08-1", "2019-08-16", "2019-08-16 ", "2019-08-16 09:2", "2019-08-16 09:25", "2019-08-16 09:25:5", "2019-08-16 09:25:56",
            .. Enumerable.Range(21, 7).Select(length => Whole[..length]), Whole[..28], Whole,
        ];

        for (var length = 1; length <= Whole.Length; length++)
            ReportTime.TryParse(CellText.Trim(Encoding.UTF8.GetBytes(Whole[..length])), ReportTime.DefaultOffset, out _).Should().Be(right.Contains(Whole[..length]), Whole[..length]);
    }

    private static void ReadsAs(string text, string utc)
    {
        var time = Created(text).Value;
        time.Should().NotBeNull(text);
        Utc(time.Value).Should().Be(utc);
    }

    private static void IsNotRecognised(string text) => Created(text).Should().Be(new Cell<DateTimeOffset>(CellState.Unrecognised), text);

    private static Cell<DateTimeOffset> Created(string text) => Reading.Account(AccountRow.Clean().With(Column.CreationTime, text), account => account.Created);

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture);
}
