using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

/// <summary>Contradiction 6: a time that lies more than a day after the report.</summary>
public sealed class TimesInTheFutureTests
{
    private const string Rule = "report-inconsistent";

    public static TheoryData<Column> Times =>
    [
        Column.CreationTime, Column.PasswordLastRotation, Column.LastConsoleLoginTime,
        Column.AccessKey1CreationTime, Column.AccessKey1LastUsedDate, Column.AccessKey2CreationTime, Column.AccessKey2LastUsedDate,
    ];

    [Theory]
    [MemberData(nameof(Times))]
    public void Begins_a_day_after_the_as_of(Column column)
    {
        var day = TimeSpan.FromDays(-1);
        Of(column, AccountRow.Ago(TimeSpan.FromHours(-1))).Should().Be(Outcome.Pass);
        Of(column, AccountRow.Ago(day)).Should().Be(Outcome.Pass);
        Of(column, AccountRow.Ago(day - TimeSpan.FromTicks(1))).Should().Be(Outcome.Fail);
        Of(column, AccountRow.Ago(day - TimeSpan.FromSeconds(1))).Should().Be(Outcome.Fail);
        Of(column, "9999-12-31 23:59:59Z").Should().Be(Outcome.Fail);
        Of(column, "odd").Should().Be(Outcome.NotAssessed);
    }

    [Theory]
    [InlineData(Column.CreationTime, "N/A")]
    [InlineData(Column.CreationTime, "not_supported")]
    [InlineData(Column.LastConsoleLoginTime, "N/A")]
    [InlineData(Column.LastConsoleLoginTime, "not_supported")]
    [InlineData(Column.AccessKey1LastUsedDate, "not_supported")]
    [InlineData(Column.AccessKey2LastUsedDate, "-")]
    public void Is_no_matter_of_an_empty_cell(Column column, string text) => Of(column, text).Should().Be(Outcome.Pass);

    [Fact]
    public void Takes_no_account_of_the_optional_column_where_it_is_absent() =>
        Judged.WithoutLastConsoleLogin(Rule, AccountRow.Clean()).Outcome.Should().Be(Outcome.Pass);

    [Fact]
    public void Can_be_asked_at_the_end_of_all_times() =>
        Judged.By(Rule, AccountRow.Clean().With(Column.CreationTime, "9999-12-31 23:59:59Z"), asOf: DateTimeOffset.MaxValue).Outcome.Should().Be(Outcome.Pass);

    private static Outcome Of(Column column, string text) => Judged.By(Rule, AccountRow.Clean().WithKey(KeySlot.One).WithKey(KeySlot.Two)
        .With(column, text)
        .With(Column.AccessKey1CreatedOver30Days, "N/A").With(Column.AccessKey1CreatedOver90Days, "N/A")
        .With(Column.AccessKey2CreatedOver30Days, "N/A").With(Column.AccessKey2CreatedOver90Days, "N/A")
        .With(OtherTime(column), "N/A")).Outcome;

    // A key that is created in the future was used before; the use is left out so that only one contradiction is there.
    private static Column OtherTime(Column column) => column switch
    {
        Column.AccessKey1CreationTime => Column.AccessKey1LastUsedDate,
        Column.AccessKey2CreationTime => Column.AccessKey2LastUsedDate,
        _ => Column.Username,
    };
}
