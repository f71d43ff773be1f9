using CredFunctions.Embedded.Inbox;

namespace CredFunctions.Tests.Embedded;

public sealed class InboxNameTests
{
    [Theory]
    [InlineData("x.csv")]
    [InlineData("X.CSV")]
    [InlineData("company-a/x.csv")]
    [InlineData("company-a/2026/11/x.csv")]
    [InlineData("用户凭证报告.csv")]
    [InlineData("a\u202eb\n.csv")]
    [InlineData("part.csv")]
    public void A_csv_file_may_be_a_report(string name)
    {
        InboxName.IsPassedOver(name).Should().BeFalse();
        InboxName.WhyNoReport(name).Should().BeNull();
    }

    [Theory]
    [InlineData(".x.csv")]
    [InlineData(".hidden/x.csv")]
    [InlineData("company-a/.x.csv.Gk2j1a")]
    [InlineData("x.csv.part")]
    [InlineData("x.csv.PART")]
    [InlineData("x.csv.tmp")]
    [InlineData("x.csv.crdownload")]
    [InlineData("x.csv~")]
    [InlineData("~$x.csv")]
    [InlineData("x.csv.accept")]
    public void Hidden_and_temporary_files_and_markers_are_passed_over(string name) => InboxName.IsPassedOver(name).Should().BeTrue();

    [Theory]
    [InlineData("x.xlsx", "does not end in \".csv\"")]
    [InlineData("csv", "does not end in \".csv\"")]
    [InlineData("company-a/x.csv.gz", "does not end in \".csv\"")]
    [InlineData("notes.accept", "does not end in \".csv\"")]
    [InlineData("company a/x.csv", "\"company a\" names no source")]
    [InlineData("公司/x.csv", "names no source")]
    public void What_can_be_no_report_is_told_why(string name, string why)
    {
        InboxName.IsPassedOver(name).Should().BeFalse();
        InboxName.WhyNoReport(name).Should().Contain(why);
    }

    [Theory]
    [InlineData("x.csv", "default")]
    [InlineData("company-a/x.csv", "company-a")]
    [InlineData("company-a/2026/x.csv", "company-a")]
    public void First_folder_is_the_source(string name, string source) => InboxName.SourceOf(name, "default").Should().Be(source);

    [Theory]
    [InlineData("x.csv", 1, "20261101T040000Z-20261123-x.csv")]
    [InlineData("x.csv", 3, "20261101T040000Z-20261123-x-3.csv")]
    [InlineData("a.b.csv", 2, "20261101T040000Z-20261123-a.b-2.csv")]
    public void An_archived_file_is_called_by_its_instant_and_the_day_it_was_archived(string name, int number, string archived)
    {
        ArchiveName.Of(name, new DateTime(2026, 11, 1, 4, 0, 0, DateTimeKind.Utc), new DateTime(2026, 11, 23, 23, 59, 59, DateTimeKind.Utc), number).Should().Be(archived);

        ArchiveName.ArchivedBefore(archived).Should().Be(new DateTime(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc));
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("20261101T040000Z-x.csv")]
    [InlineData("20261101T040000Z-20261399-x.csv")]
    [InlineData("20261101T040000Z-20261123")]
    [InlineData("")]
    public void A_name_that_somebody_else_gave_has_no_day(string name) => ArchiveName.ArchivedBefore(name).Should().BeNull();

    [Theory]
    [InlineData(250, "csv")]
    [InlineData(5, "ending")]
    [InlineData(1, "")]
    public void Any_name_that_a_file_system_takes_has_one_in_the_archive(int stem, string ending)
    {
        var extension = ending is "ending" ? "." + new string('e', 249) : ending.Length == 0 ? "" : "." + ending;
        var name = new string('x', stem) + extension;

        var archived = ArchiveName.Of(name, DateTime.UnixEpoch, DateTime.UnixEpoch, 12_345) + FileArchive.Reason;

        System.Text.Encoding.UTF8.GetByteCount(archived).Should().BeLessThanOrEqualTo(255);
    }

    [Fact]
    public void A_name_that_is_nearly_too_long_is_shortened_between_two_letters()
    {
        var aside = ArchiveName.Of(new string('报', 80) + ".csv", DateTime.UnixEpoch, DateTime.UnixEpoch, 1);

        aside.Should().EndWith("报.csv");
        System.Text.Encoding.UTF8.GetByteCount(aside).Should().BeInRange(215, 230);
    }
}
