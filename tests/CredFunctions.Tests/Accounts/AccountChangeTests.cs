using CredFunctions.Accounts;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Accounts;

public sealed class AccountChangeTests
{
    private readonly SourceHistory history = new();

    public static TheoryData<string, string, string, string?> Flags => new()
    {
        { nameof(Column.LoginConsoleActive), "FALSE", "TRUE", "console-enabled" },
        { nameof(Column.LoginConsoleActive), "N/A", "TRUE", null },
        { nameof(Column.LoginConsoleActive), "TRUE", "FALSE", null },
        { nameof(Column.MfaDeviceActive), "TRUE", "FALSE", "mfa-removed" },
        { nameof(Column.MfaDeviceActive), "TRUE", "not_supported", "mfa-removed" },
        { nameof(Column.MfaDeviceActive), "TRUE", "N/A", null },
        { nameof(Column.MfaDeviceActive), "TRUE", "odd", null },
        { nameof(Column.MfaDeviceActive), "FALSE", "TRUE", null },
        { nameof(Column.LoginProtectionActive), "TRUE", "FALSE", "login-protection-removed" },
        { nameof(Column.LoginProtectionActive), "TRUE", "not_supported", "login-protection-removed" },
        { nameof(Column.OperationProtectionActive), "TRUE", "FALSE", "operation-protection-removed" },
        { nameof(Column.UserType), "Sub-user", "Collaborator", "user-type-changed" },
        { nameof(Column.UserType), "Sub-user", "sub_USER", null },
        { nameof(Column.UserType), "Sub-user", "odd", null },
    };

    [Theory]
    [MemberData(nameof(Flags))]
    public void Is_told_of_a_cell_that_changes(string column, string before, string now, string? expected)
    {
        var cell = Enum.Parse<Column>(column);

        history.Report(AccountRow.Clean().With(cell, before)).Report(AccountRow.Clean().With(cell, now));

        Changes().Should().Equal((string[])(expected is null ? [] : [expected]));
    }

    [Fact]
    public void Compares_a_flag_with_the_last_value_that_was_recognised()
    {
        history.Report(Mfa("TRUE")).Report(Mfa("odd")).Report(Mfa("FALSE"));
        Changes().Should().Equal("mfa-removed");
    }

    [Fact]
    public void The_first_report_of_a_source_has_none()
    {
        history.Report(AccountRow.Clean());
        Changes().Should().BeEmpty();
    }

    [Theory]
    [InlineData(false, "account-created")]
    [InlineData(true, null)]
    public void An_account_is_new_only_if_the_report_before_was_read_whole(bool hadUnreadableRows, string? expected)
    {
        history.Report(null, hasUnreadableRows: hadUnreadableRows).Report(AccountRow.Clean());
        Changes().Should().Equal((string[])(expected is null ? [] : [expected]));
    }

    [Fact]
    public void A_key_that_moves_to_the_other_slot_is_no_change()
    {
        history.Report(AccountRow.Machine(KeySlot.Two))
            .Report(AccountRow.Machine().With(Column.AccessKey1SecretId, AccountRow.OtherSecretId));
        Changes().Should().BeEmpty();
    }

    [Theory]
    [InlineData("N/A", "N/A", new[] { "access-key-created" })]
    [InlineData("N/A", "a b", new string[0])]
    [InlineData("a b", "N/A", new string[0])]
    public void A_key_is_created_where_all_four_cells_are_recognised(string otherBefore, string otherNow, string[] expected)
    {
        history.Report(AccountRow.Clean().With(Column.AccessKey2SecretId, otherBefore))
            .Report(AccountRow.Clean().WithKey(KeySlot.One).With(Column.AccessKey2SecretId, otherNow));
        Changes().Should().Equal(expected);
    }

    [Theory]
    [InlineData("N/A", new[] { "access-key-deleted" })]
    [InlineData("a b", new string[0])]
    public void A_key_is_deleted_where_all_four_cells_are_recognised(string now, string[] expected)
    {
        history.Report(AccountRow.Machine()).Report(AccountRow.Clean().With(Column.LoginConsoleActive, "FALSE").With(Column.AccessKey1SecretId, now));
        Changes().Should().Equal(expected);
    }

    [Fact]
    public void A_disabled_key_is_enabled_again()
    {
        history.Report(AccountRow.Machine().With(Column.AccessKey1Status, "Disable")).Report(AccountRow.Machine());
        Changes().Should().Equal("access-key-reenabled");
    }

    [Theory]
    [InlineData(91, 1, true)]
    [InlineData(91.0001, 1, false)]
    public void A_key_awakes_after_more_than_ninety_one_days_of_silence(double silentDays, double usedDaysAgo, bool isSilent)
    {
        history.Report(AccountRow.Machine().With(Column.AccessKey1LastUsedDate, AccountRow.Ago(silentDays)))
            .Report(AccountRow.Machine().With(Column.AccessKey1LastUsedDate, AccountRow.Ago(usedDaysAgo)));
        Changes().Should().Equal((string[])(isSilent ? [] : ["access-key-awoke"]));
    }

    [Fact]
    public void A_key_that_was_never_used_has_been_silent_since_its_creation()
    {
        history.Report(AccountRow.Machine().WithKey(KeySlot.One, ageDays: 92).With(Column.AccessKey1LastUsedDate, "N/A"))
            .Report(AccountRow.Machine().WithKey(KeySlot.One, ageDays: 92));
        Changes().Should().Equal("access-key-awoke");
    }

    private IEnumerable<string> Changes() => history.Events.Select(each => each.Change).OfType<string>();

    private static AccountRow Mfa(string text) => AccountRow.Clean().With(Column.MfaDeviceActive, text);
}
