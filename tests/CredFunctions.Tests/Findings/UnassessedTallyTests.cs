using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Findings;

public sealed class UnassessedTallyTests
{
    private const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA";

    [Fact]
    public void Counts_checks_by_column_with_the_first_example_most_first()
    {
        var tally = Of(
            AccountRow.Clean("100000000001").With(Column.MfaDeviceActive, "WAHR"),
            AccountRow.Clean("100000000002").With(Column.MfaDeviceActive, "FALSCH").With(Column.LoginProtectionActive, "?"),
            AccountRow.Clean("100000000003"));

        tally.Checks.Count.Should().Be(6);
        tally.Checks.Columns.Should().Equal(new UnassessedColumn("MFADeviceActive", 4, "reads WAHR"), new UnassessedColumn("LoginProtectionActive", 2, "reads ?"));
        tally.Checks.Headline.Should().Be("6 checks could not be assessed: MFADeviceActive reads WAHR, LoginProtectionActive reads ?");
        tally.Checks.ByColumn.Should().Be("MFADeviceActive reads WAHR (4 checks), LoginProtectionActive reads ? (2 checks)");
        tally.Worst.Should().Be(Severity.High);
        Of(AccountRow.Clean()).Checks.Count.Should().Be(0);
    }

    [Fact]
    public void Shows_no_secret_id_whole_and_nothing_that_cannot_be_printed()
    {
        var checks = Of(AccountRow.Clean().With(Column.MfaDeviceActive, SecretId).With(Column.LoginProtectionActive, "\u001b[31m").With(Column.AccessKey1SecretId, "null")).Checks;

        var causes = checks.Columns.Select(column => $"{column.Column} {column.Example}").ToList();
        causes.Should().Contain("MFADeviceActive reads AKIDz8kr…hESA").And.Contain("LoginProtectionActive reads \\u001b[31m");
        causes.Should().NotContain(cause => cause.Contains(SecretId) || cause.Contains('\u001b'));
    }

    [Fact]
    public void A_value_beside_a_cell_that_says_nothing_is_no_cause() =>
        Of(AccountRow.Clean().With(Column.LoginConsoleActive, "not_supported")).Checks.Columns
            .Should().ContainSingle().Which.Should().Match<UnassessedColumn>(column => column.Column == "LoginConsoleActive" && column.Example == "reads not_supported");

    [Fact]
    public void However_many_columns_there_are_a_title_names_two_of_them()
    {
        var columns = Enumerable.Range(1, 12).Select(number => new UnassessedColumn($"C{number}", 100 - number, "is empty")).ToList();
        var checks = new UnassessedChecks(1234, columns);

        checks.Headline.Should().Be("1,234 checks could not be assessed: C1 is empty, C2 is empty and 10 more columns");
        checks.ByColumn.Should().EndWith("C8 is empty (92 checks) and 4 more columns");
    }

    private static UnassessedTally Of(params IEnumerable<AccountRow> rows)
    {
        var tally = new UnassessedTally();
        var assessment = new Assessment("default", AccountRow.AsOf, AssessmentPolicy.Default);
        using var stream = new MemoryStream(Report.Of(rows).Bytes(), writable: false);
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            tally.Add(assessment);
        }

        return tally;
    }
}
