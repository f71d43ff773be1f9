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

    [Theory]
    [InlineData(nameof(Column.MfaDeviceActive), "TRUE", "odd", "FALSE", "mfa-removed")]
    [InlineData(nameof(Column.MfaDeviceActive), "TRUE", "N/A", "FALSE", "mfa-removed")]
    [InlineData(nameof(Column.MfaDeviceActive), "TRUE", "not_supported", "FALSE", null)]
    [InlineData(nameof(Column.LoginProtectionActive), "TRUE", "", "not_supported", "login-protection-removed")]
    [InlineData(nameof(Column.OperationProtectionActive), "TRUE", "-", "FALSE", "operation-protection-removed")]
    [InlineData(nameof(Column.LoginConsoleActive), "FALSE", "N/A", "TRUE", "console-enabled")]
    [InlineData(nameof(Column.LoginConsoleActive), "FALSE", "not_supported", "TRUE", null)]
    [InlineData(nameof(Column.UserType), "Sub-user", "", "Collaborator", "user-type-changed")]
    [InlineData(nameof(Column.AccessKey1Status), "Disable", "N/A", "Active", "access-key-reenabled")]
    [InlineData(nameof(Column.AccessKey1Status), "Disable", "odd", "Active", "access-key-reenabled")]
    public void A_cell_is_compared_with_the_last_usable_one(string column, string first, string second, string third, string? expected)
    {
        var cell = Enum.Parse<Column>(column);
        AccountRow Row(string text) => AccountRow.Clean().WithKey(KeySlot.One).With(cell, text);

        history.Report(Row(first)).Report(Row(second)).Report(Row(third));

        Changes().Should().Equal((string[])(expected is null ? [] : [expected]));
    }

    [Fact]
    public void An_account_that_left_is_compared_with_nothing()
    {
        history.Report(Mfa("TRUE")).Report(null).Report(Mfa("N/A"));
        Changes().Should().Equal("account-created");

        history.Report(Mfa("FALSE"));
        Changes().Should().BeEmpty();
    }

    [Fact]
    public void Keys_are_compared_with_the_last_pair_of_slots_that_were_both_recognised()
    {
        history.Report(Keys(AccountRow.SecretId, "N/A")).Report(Keys(AccountRow.OtherSecretId, "a b")).Report(Keys("a b", "a b"));
        Changes().Should().BeEmpty();

        history.Report(Keys("N/A", AccountRow.OtherSecretId));
        Changes().Should().Equal("access-key-created", "access-key-deleted");
        history.Report(Keys(AccountRow.OtherSecretId, AccountRow.OtherSecretId));
        Changes().Should().BeEmpty();
    }

    [Fact]
    public void A_key_that_comes_back_is_compared_with_what_was_last_known_of_it()
    {
        history.Report(AccountRow.Machine().With(Column.AccessKey1Status, "Disable")).Report(Keys("N/A", "N/A")).Report(Keys(AccountRow.SecretId, "N/A"));
        Changes().Should().Equal("access-key-created", "access-key-reenabled");
    }

    [Fact]
    public void What_is_known_of_a_key_that_is_gone_is_forgotten_with_its_findings()
    {
        history.Report(AccountRow.Machine().With(Column.AccessKey1Status, "Disable")).Report(Keys("N/A", "N/A"));
        history.Wait(398).Report(Keys("N/A", "N/A"));
        history.State!.Snapshot.Keys.Should().ContainSingle();

        history.Wait(2).Report(Keys("N/A", "N/A"));
        history.State.Snapshot.Keys.Should().BeEmpty();
    }

    [Theory]
    [InlineData("FALSE", new[] { "info", "medium", "high", "high", "high", "high" })]
    [InlineData("TRUE", new[] { "critical", "critical", "critical", "critical", "critical", "critical" })]
    [InlineData("3", new[] { "critical", "critical", "critical", "critical", "critical", "critical" })]
    [InlineData("N/A", new[] { "info", "medium", "high", "high", "high", "high" })]
    public void Six_changes_are_critical_after_an_abnormal_login(string abnormal, string[] expected)
    {
        history.Report(AccountRow.Clean().WithKey(KeySlot.One, ageDays: 200, status: "Disable").With(Column.AccessKey1LastUsedDate, AccountRow.Ago(150)))
            .Report(AccountRow.Clean().WithKey(KeySlot.One, ageDays: 200).WithKey(KeySlot.Two).With(Column.AbnormalLoginsWithin30Days, abnormal)
                .With(Column.MfaDeviceActive, "FALSE").With(Column.LoginProtectionActive, "FALSE").With(Column.OperationProtectionActive, "FALSE"));

        Severities("access-key-created", "access-key-reenabled", "access-key-awoke", "mfa-removed", "login-protection-removed", "operation-protection-removed")
            .Should().Equal(expected);
    }

    [Fact]
    public void Other_changes_keep_their_severity_after_an_abnormal_login()
    {
        history.Report(AccountRow.Machine()).Report(
            AccountRow.Clean().With(Column.UserType, "Collaborator").With(Column.AbnormalLoginsWithin30Days, "TRUE"));
        Severities("access-key-deleted", "console-enabled", "user-type-changed").Should().Equal("info", "low", "low");
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

    [Theory]
    [InlineData(92, true)]
    [InlineData(90.9, false)]
    public void A_keys_silence_counts_at_the_report_that_had_its_last_use(double silentDays, bool isSilent)
    {
        // The report in between is ten days later, when the key has been silent for more than 91 days either way.
        history.Report(Used(AccountRow.Ago(silentDays))).Wait(9).Report(Used("odd")).Report(Used(AccountRow.Ago(-9)));
        Changes().Should().Equal((string[])(isSilent ? ["access-key-awoke"] : []));
    }

    [Fact]
    public void A_last_use_is_not_usable_while_the_status_is_unknown()
    {
        history.Report(Used(AccountRow.Ago(150)).With(Column.AccessKey1Status, "odd")).Report(Used(AccountRow.Ago(1)));
        Changes().Should().BeEmpty();
    }

    [Fact]
    public void A_key_that_was_never_used_has_no_silence_where_its_creation_was_unknown()
    {
        history.Report(Used("N/A").With(Column.AccessKey1CreationTime, "odd").With(Column.AccessKey1CreatedOver90Days, "TRUE")).Report(Used(AccountRow.Ago(1)));
        Changes().Should().BeEmpty();
    }

    private IEnumerable<string> Severities(params string[] changes) =>
        changes.Select(change => history.Events.Single(each => each.Change == change).Severity.Name());

    private static AccountRow Used(string lastUsed) => AccountRow.Machine().WithKey(KeySlot.One, ageDays: 200).With(Column.AccessKey1LastUsedDate, lastUsed);

    private static AccountRow Keys(string first, string second) =>
        AccountRow.Machine().WithKey(KeySlot.One, secretId: first).WithKey(KeySlot.Two, secretId: second);

    private IEnumerable<string> Changes() => history.Events.Select(each => each.Change).OfType<string>();

    private static AccountRow Mfa(string text) => AccountRow.Clean().With(Column.MfaDeviceActive, text);
}
