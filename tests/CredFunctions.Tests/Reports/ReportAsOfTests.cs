using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using CredFunctions.Reports;

using ReportText = CredFunctions.Tests.Cli.ReportText;

namespace CredFunctions.Tests.Reports;

public sealed class ReportAsOfTests
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);
    private static readonly DateTimeOffset Now = Utc("2026-11-23 04:00:00");

    [Theory]
    [InlineData("credential-report-2026-11-01.csv", "2026-10-31 16:00:00")]
    [InlineData("2026_11_01.csv", "2026-10-31 16:00:00")]
    [InlineData("report.2026.11.01.csv", "2026-10-31 16:00:00")]
    [InlineData("report20261101.csv", "2026-10-31 16:00:00")]
    [InlineData("2026-11-1 report (2).csv", "2026-10-31 16:00:00")]
    [InlineData("2026-2-3.csv", "2026-02-02 16:00:00")]
    [InlineData("2026-11-01T12-00.csv", "2026-11-01 04:00:00")]
    [InlineData("x-2026-11-01T12-00-30-y.csv", "2026-11-01 04:00:30")]
    [InlineData("2026-11-01 12-00.csv", "2026-11-01 04:00:00")]
    [InlineData("2026-11-01 12:00:07.csv", "2026-11-01 04:00:07")]
    [InlineData("2026-11-01_1200.csv", "2026-11-01 04:00:00")]
    [InlineData("2026_11_01 120000.csv", "2026-11-01 04:00:00")]
    [InlineData("2026-11-01-12.00.csv", "2026-11-01 04:00:00")]
    [InlineData("20261101T120000.csv", "2026-11-01 04:00:00")]
    [InlineData("20261101-1200.csv", "2026-11-01 04:00:00")]
    [InlineData("20261101120000.csv", "2026-11-01 04:00:00")]
    [InlineData("20261101120000Z.csv", "2026-11-01 12:00:00")]
    [InlineData("20261101T120000Z.csv", "2026-11-01 12:00:00")]
    [InlineData("2026-11-01_12-00Z.csv", "2026-11-01 12:00:00")]
    [InlineData("2026-11-01T12-00+0100.csv", "2026-11-01 11:00:00")]
    [InlineData("2026-11-01T12-00-00-0500.csv", "2026-11-01 17:00:00")]
    [InlineData("2026-11-01T12-00-0500.csv", "2026-11-01 17:00:00")]
    [InlineData("2026-11-01_120000-0001.csv", "2026-11-01 04:00:00")]
    [InlineData("2026-11-01-3.csv", "2026-10-31 16:00:00")]
    [InlineData("2026-11-01_9999.csv", "2026-10-31 16:00:00")]
    [InlineData("100012345678_2026-11-01.csv", "2026-10-31 16:00:00")]
    [InlineData("200012151430_2026-11-01.csv", "2026-10-31 16:00:00")]
    [InlineData("2026-11-01 copy of 20261101.csv", "2026-10-31 16:00:00")]
    [InlineData("2026-11-01 made 2026-11-01T12-00.csv", "2026-11-01 04:00:00")]
    [InlineData("2027-01-01/company-a/2026-11-01.csv", "2026-10-31 16:00:00")]
    public void Takes_the_time_from_a_name(string name, string utc) => Decide("name", name).Should().Be(new ReportAsOf(Utc(utc), AsOfOrigin.Name));

    [Theory]
    [InlineData("report.csv", "has no date")]
    [InlineData("11-01-2026.csv", "has no date")]
    [InlineData("2026-13-01.csv", "has no date")]
    [InlineData("2026-02-29.csv", "has no date")]
    [InlineData("2026-11_01.csv", "has no date")]
    [InlineData("202611.csv", "has no date")]
    [InlineData("202611011200.csv", "has no date")]
    [InlineData("120261101.csv", "has no date")]
    [InlineData("20261101999999.csv", "has no date")]
    [InlineData("2026-11-01/report.csv", "has no date")]
    [InlineData("2026-11-01_2026-11-02.csv", "has several dates")]
    [InlineData("20261101_20261102.csv", "has several dates")]
    [InlineData("2026-11-01 2026.11.02.csv", "has several dates")]
    [InlineData("2026-11-01T12-00 2026-11-01T13-00.csv", "has several dates")]
    [InlineData("2026-11-01T25-00.csv", "has no time of day")]
    [InlineData("2026-11-01T12.csv", "has no time of day")]
    [InlineData("2026-11-01T12-00+9900.csv", "has no time of day")]
    public void Refuses_a_name_without_one_time(string name, string flaw) =>
        Refusal("name", name).Should().StartWith($"--as-of name: \"{name[(name.LastIndexOf('/') + 1)..]}\" {flaw}").And.Contain("rename the file");

    [Fact]
    public void Takes_a_given_time_in_the_zone_of_the_report_before_the_time_of_the_file()
    {
        Decide("2026-11-01 12:00", "2026-11-02.csv", Utc("2026-11-03 00:00:00")).Should().Be(new ReportAsOf(Utc("2026-11-01 04:00:00"), AsOfOrigin.Given));
        Decide(" 2026-11-01T12:00Z ", "x.csv").Instant.Should().Be(Utc("2026-11-01 12:00:00"));
    }

    [Fact]
    public void Names_the_zone_of_a_given_text_that_is_no_time() =>
        Refusal("tomorrow", "x.csv").Should().Be("--as-of \"tomorrow\" is not a time in the zone +08:00: write it like 2026-11-01, \"2026-11-01 12:00\" or 2026-11-01T04:00:00Z.");

    [Theory]
    [InlineData("2026-11-23 12:05", true)]
    [InlineData("2026-11-23 12:05:00.0000001", false)]
    [InlineData("2026-11-23T04:05:00Z", true)]
    [InlineData("2026-11-23T04:06:00Z", false)]
    [InlineData("2027-11-01", false)]
    public void Refuses_a_given_time_more_than_five_minutes_ahead(string given, bool isTaken)
    {
        var decided = ReportAsOf.TryDecide(given, "asof", "x.csv", null, Zone, Now, out _, out var refusal);

        decided.Should().Be(isTaken);
        if (!isTaken)
            refusal.Should().StartWith($"asof \"{given}\" is 202").And.EndWith("read in the zone +08:00, which lies in the future: it is 2026-11-23 12:00 +08:00.");
    }

    [Fact]
    public void Refuses_a_name_with_a_time_ahead() => Refusal("name", "2026-11-24.csv").Should().Be(
        "--as-of name: \"2026-11-24.csv\" is 2026-11-24 00:00 +08:00, read in the zone +08:00, which lies in the future: it is 2026-11-23 12:00 +08:00.");

    [Fact]
    public void Takes_the_time_of_the_file_up_to_five_minutes_ahead_of_the_clock()
    {
        Decide(null, "x.csv", Utc("2026-10-01 00:00:00")).Should().Be(new ReportAsOf(Utc("2026-10-01 00:00:00"), AsOfOrigin.FileTime));
        Decide(null, "x.csv", Now.AddMinutes(5)).Should().Be(new ReportAsOf(Now.AddMinutes(5), AsOfOrigin.FileTime));
    }

    [Fact]
    public void Takes_the_time_of_arrival_of_a_file_further_ahead_and_says_so()
    {
        var decided = Decide(null, "x.csv", Utc("2027-11-01 04:00:00"));

        decided.Should().Be(new ReportAsOf(Now, AsOfOrigin.Arrival, decided.Remark));
        decided.Remark.Should().Be(
            "\"x.csv\" was last modified in the future, at 2027-11-01 12:00 +08:00, so it is judged as of its arrival, 2026-11-23 12:00 +08:00.");
    }

    [Fact]
    public void Takes_the_time_of_arrival_without_a_word_where_there_is_no_file() => Decide(null, "stdin").Should().Be(new ReportAsOf(Now, AsOfOrigin.Arrival));

    [Theory]
    [InlineData(AsOfOrigin.FileTime, "2026-11-20 03:59:59", true)]
    [InlineData(AsOfOrigin.FileTime, "2026-11-20 04:00:00", false)]
    [InlineData(AsOfOrigin.FileTime, "2026-11-23 05:00:00", false)]
    [InlineData(AsOfOrigin.FileTime, null, false)]
    [InlineData(AsOfOrigin.Given, "2026-01-01 00:00:00", false)]
    [InlineData(AsOfOrigin.Name, "2026-01-01 00:00:00", false)]
    [InlineData(AsOfOrigin.Arrival, "2026-01-01 00:00:00", false)]
    public void Warns_of_a_report_more_than_three_days_older_than_its_file(AsOfOrigin origin, string? newest, bool warns)
    {
        var sentence = new ReportAsOf(Now, origin).OlderThanFile("x.csv", newest is null ? null : Utc(newest), Zone);

        (sentence is not null).Should().Be(warns);
        if (warns)
        {
            sentence.Should().Be(
                "\"x.csv\" is judged as of its file's time, 2026-11-23 12:00 +08:00, but nothing in it is newer than 2026-11-20 11:59 +08:00: "
                + "the report may be older than its file; give its time with --as-of, or asof where it is a blob.");
        }
    }

    [Fact]
    public void Finds_the_newest_time_that_does_not_lie_a_day_after_the_as_of()
    {
        var report = new ReportText()
            .AddPerson("a", (Column.LastConsoleLoginTime, "2026-11-24 12:00:01"), (Column.PasswordLastRotation, "2026-11-03 08:00:00"), (Column.CreationTime, "yesterday"))
            .AddProgram("b", (Column.AccessKey1LastUsedDate, "2026-11-05 08:00:00"))
            .AddLine("100000000009,too,short");
        using var stream = new MemoryStream(report.Bytes);
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, Zone);
        var newest = new NewestTime(Now);
        newest.Value.Should().BeNull();
        while (reader.Read())
            newest.Add(reader.Account);

        newest.Value.Should().Be(Utc("2026-11-05 00:00:00"));
    }

    [Fact]
    public void Knows_a_report_by_its_bytes_and_its_as_of()
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData("abc"u8));
        var utc = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sha256 + "\n2026-11-01T04:00:00.0000000+00:00")));

        ReportFile.IdOf(sha256, Utc("2026-11-01 04:00:00")).Should().Be(utc);
        ReportFile.IdOf(sha256, new DateTimeOffset(2026, 11, 1, 12, 0, 0, Zone)).Should().Be(utc);
        ReportFile.IdOf(sha256, Utc("2026-11-01 04:00:01")).Should().NotBe(utc);
    }

    private static ReportAsOf Decide(string? given, string name, DateTimeOffset? fileTime = null) =>
        ReportAsOf.TryDecide(given, "--as-of", name, fileTime, Zone, Now, out var asOf, out var refusal) ? asOf : throw new InvalidOperationException(refusal);

    private static string Refusal(string given, string name)
    {
        ReportAsOf.TryDecide(given, "--as-of", name, Now, Zone, Now, out _, out var refusal).Should().BeFalse();
        return refusal!;
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
