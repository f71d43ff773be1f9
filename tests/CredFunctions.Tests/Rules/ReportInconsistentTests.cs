using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Rules;

public sealed class ReportInconsistentTests
{
    private const string Rule = "report-inconsistent";

    [Fact]
    public void Passes_accounts_that_are_consistent()
    {
        ShouldBe(Outcome.Pass, AccountRow.Clean());
        ShouldBe(Outcome.Pass, AccountRow.Machine());
        ShouldBe(Outcome.Pass, AccountRow.Machine(KeySlot.Two).WithKey(KeySlot.One, ageDays: 400, status: "Disable"));
        ShouldBe(Outcome.Pass, Receiver());
    }

    // 1: an age flag and the creation time, with a day of play on either side.
    [Theory]
    [InlineData(Column.AccessKey1CreatedOver90Days, "TRUE", "89.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "TRUE", "88.23:59:59.9999999", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "TRUE", "88.23:59:59", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "TRUE", "400.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "FALSE", "91.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "FALSE", "91.00:00:00.0000001", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "FALSE", "91.00:00:01", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "FALSE", "35.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver30Days, "TRUE", "29.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver30Days, "TRUE", "28.23:59:59.9999999", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreatedOver30Days, "FALSE", "31.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver30Days, "FALSE", "31.00:00:00.0000001", Outcome.Fail)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "N/A", "400.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "not_supported", "1.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver30Days, "N/A", "400.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "old", "90.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "old", "91.00:00:01", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreatedOver90Days, "old", "88.00:00:00", Outcome.NotAssessed)]
    [InlineData(Column.AccessKey1CreatedOver30Days, "old", "30.00:00:00", Outcome.Pass)]
    [InlineData(Column.AccessKey1CreatedOver30Days, "old", "31.00:00:01", Outcome.NotAssessed)]
    public void Compares_an_age_flag_with_the_creation_time(Column flag, string text, string age, Outcome expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            var span = TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture);
            ShouldBe(expected, AccountRow.Machine(slot).WithKeyCreated(slot, span).With(slot, flag, text), "age");
        }
    }

    [Theory]
    [InlineData("TRUE")]
    [InlineData("FALSE")]
    [InlineData("old")]
    public void Cannot_compare_an_age_flag_with_a_creation_time_that_is_not_recognised(string flag) => OnBothSlots(
        Outcome.NotAssessed, slot => AccountRow.Machine(slot).With(slot, Column.AccessKey1CreationTime, "odd")
            .With(slot, Column.AccessKey1CreatedOver90Days, flag).With(slot, Column.AccessKey1CreatedOver30Days, "N/A"));

    // 2: details of a key that does not exist.
    [Theory]
    [InlineData("N/A", "N/A", "N/A", Outcome.Pass)]
    [InlineData("not_supported", "not_supported", "not_supported", Outcome.Pass)]
    [InlineData("N/A", "Active", "N/A", Outcome.Fail)]
    [InlineData("N/A", "Disable", "N/A", Outcome.Fail)]
    [InlineData("not_supported", "Inactive", "N/A", Outcome.Fail)]
    [InlineData("N/A", "N/A", "2026-10-20", Outcome.Fail)]
    [InlineData("", "Active", "odd", Outcome.Fail)]
    [InlineData("N/A", "odd", "N/A", Outcome.NotAssessed)]
    [InlineData("N/A", "N/A", "odd", Outcome.NotAssessed)]
    [InlineData("a b", "Active", "N/A", Outcome.NotAssessed)]
    public void Finds_details_of_a_key_that_does_not_exist(string secretId, string status, string created, Outcome expected) =>
        OnBothSlots(expected, slot => Slot(slot, secretId, status, created), "does not exist");

    // 3: a key without what every key has.
    [Theory]
    [InlineData("AKIDx", "Active", "2026-10-20", Outcome.Pass)]
    [InlineData("AKIDx", "N/A", "2026-10-20", Outcome.Fail)]
    [InlineData("AKIDx", "not_supported", "2026-10-20", Outcome.Fail)]
    [InlineData("AKIDx", "Active", "N/A", Outcome.Fail)]
    [InlineData("AKIDx", "Active", "not_supported", Outcome.Fail)]
    [InlineData("AKIDx", "", "odd", Outcome.Fail)]
    [InlineData("AKIDx", "odd", "2026-10-20", Outcome.NotAssessed)]
    [InlineData("AKIDx", "Active", "odd", Outcome.NotAssessed)]
    [InlineData("a b", "N/A", "N/A", Outcome.NotAssessed)]
    public void Finds_a_key_without_status_or_creation_time(string secretId, string status, string created, Outcome expected) =>
        OnBothSlots(expected, slot => Slot(slot, secretId, status, created), "exists without");

    // 4: used before it was created, by more than the day by which the column lags.
    [Theory]
    [InlineData("2026-10-20 12:00:00", "2026-10-20 12:00:00", Outcome.Pass)]
    [InlineData("2026-10-20 12:00:00", "2026-10-19 12:00:00", Outcome.Pass)]
    [InlineData("2026-10-20 12:00:00", "2026-10-19 11:59:59.9999999", Outcome.Fail)]
    [InlineData("2026-10-20 12:00:00", "2026-10-19 11:59:59", Outcome.Fail)]
    [InlineData("2026-10-20 12:00:00", "0001-01-02", Outcome.Fail)]
    [InlineData("2026-10-20 12:00:00", "N/A", Outcome.Pass)]
    [InlineData("2026-10-20 12:00:00", "not_supported", Outcome.Pass)]
    [InlineData("2026-10-20 12:00:00", "odd", Outcome.NotAssessed)]
    [InlineData("odd", "2026-10-20 12:00:00", Outcome.NotAssessed)]
    public void Finds_a_key_that_was_used_before_it_was_created(string created, string lastUsed, Outcome expected) => OnBothSlots(
        expected, slot => Slot(slot, "AKIDx", "Active", created).With(slot, Column.AccessKey1LastUsedDate, lastUsed), "used before");

    // 5: a password that was never set.
    [Theory]
    [InlineData("TRUE", "2026-10-20", Outcome.Pass)]
    [InlineData("TRUE", "FALSE", Outcome.Fail)]
    [InlineData("TRUE", "N/A", Outcome.Fail)]
    [InlineData("TRUE", "", Outcome.Fail)]
    [InlineData("TRUE", "not_supported", Outcome.Fail)]
    [InlineData("TRUE", "odd", Outcome.NotAssessed)]
    [InlineData("FALSE", "FALSE", Outcome.Pass)]
    [InlineData("not_supported", "not_supported", Outcome.Pass)]
    [InlineData("N/A", "FALSE", Outcome.Pass)]
    [InlineData("odd", "FALSE", Outcome.NotAssessed)]
    [InlineData("odd", "2026-10-20", Outcome.Pass)]
    public void Finds_a_password_that_was_never_set(string enabled, string rotation, Outcome expected) => ShouldBe(
        expected, AccountRow.Clean().With(Column.UserType, "Collaborator").With(Column.PasswordEnabled, enabled).With(Column.PasswordLastRotation, rotation), "never set");

    // 7: credentials of somebody who only receives messages.
    [Theory]
    [InlineData(Column.LoginConsoleActive, "TRUE", Outcome.Fail)]
    [InlineData(Column.LoginConsoleActive, "FALSE", Outcome.Pass)]
    [InlineData(Column.LoginConsoleActive, "N/A", Outcome.Pass)]
    [InlineData(Column.LoginConsoleActive, "odd", Outcome.NotAssessed)]
    [InlineData(Column.UserType, "robot", Outcome.NotAssessed)]
    public void Finds_a_message_receiver_who_can_log_in(Column column, string text, Outcome expected) => ShouldBe(expected, Receiver().With(column, text), "message receiver");

    [Fact]
    public void Finds_a_message_receiver_with_a_key()
    {
        OnBothSlots(Outcome.Fail, slot => Receiver().WithKey(slot), "message receiver");
        OnBothSlots(Outcome.Fail, slot => Receiver().WithKey(slot, status: "Disable"), "message receiver");
        OnBothSlots(Outcome.NotAssessed, slot => Receiver().With(slot, Column.AccessKey1SecretId, "a b"));
        OnBothSlots(Outcome.NotAssessed, slot => Receiver().WithKey(slot).With(Column.UserType, "robot"));
        OnBothSlots(Outcome.Pass, slot => Receiver().WithKey(slot).With(Column.UserType, "Collaborator"));
    }

    // 8: console login that is not supported of somebody who has one.
    [Theory]
    [InlineData("Sub-user", "not_supported", Outcome.Fail)]
    [InlineData("WeWork Sub-user", "not_supported", Outcome.Fail)]
    [InlineData("Collaborator", "not_supported", Outcome.Pass)]
    [InlineData("Sub-user", "FALSE", Outcome.Pass)]
    [InlineData("Sub-user", "N/A", Outcome.Pass)]
    [InlineData("Sub-user", "odd", Outcome.NotAssessed)]
    [InlineData("Collaborator", "odd", Outcome.Pass)]
    [InlineData("robot", "not_supported", Outcome.NotAssessed)]
    [InlineData("robot", "FALSE", Outcome.Pass)]
    public void Finds_a_sub_user_whose_console_login_is_not_supported(string userType, string console, Outcome expected) => ShouldBe(
        expected, AccountRow.Clean().With(Column.UserType, userType).With(Column.LoginConsoleActive, console), "not supported");

    // 9: one key in two slots. The second then does not exist, so its details contradict as well.
    [Theory]
    [InlineData("AKIDx", "AKIDx", Outcome.Fail)]
    [InlineData("AKIDx", "akidx", Outcome.Pass)]
    [InlineData("AKIDx", "AKIDy", Outcome.Pass)]
    [InlineData("AKIDx", "a b", Outcome.NotAssessed)]
    [InlineData("a b", "a b", Outcome.NotAssessed)]
    public void Finds_the_same_key_in_both_slots(string one, string other, Outcome expected) => ShouldBe(
        expected, AccountRow.Machine().WithKey(KeySlot.One, secretId: one).WithKey(KeySlot.Two, secretId: other), "same SecretId");

    // 10: protection that is not supported of somebody who can log in; the format has that of message receivers alone.
    [Theory]
    [InlineData("Sub-user", "TRUE", "not_supported", "TRUE", Outcome.Fail)]
    [InlineData("Sub-user", "TRUE", "TRUE", "not_supported", Outcome.Fail)]
    [InlineData("WeWork Sub-user", "TRUE", "not_supported", "odd", Outcome.Fail)]
    [InlineData("Collaborator", "not_supported", "not_supported", "not_supported", Outcome.Fail)]
    [InlineData("Sub-user", "FALSE", "not_supported", "not_supported", Outcome.Pass)]
    [InlineData("Sub-user", "TRUE", "N/A", "FALSE", Outcome.Pass)]
    [InlineData("Sub-user", "odd", "not_supported", "TRUE", Outcome.NotAssessed)]
    [InlineData("Sub-user", "TRUE", "odd", "TRUE", Outcome.NotAssessed)]
    [InlineData("robot", "TRUE", "not_supported", "TRUE", Outcome.NotAssessed)]
    [InlineData("robot", "FALSE", "not_supported", "TRUE", Outcome.Pass)]
    public void Finds_protection_that_is_not_supported_of_somebody_who_can_log_in(string userType, string console, string login, string operation, Outcome expected) => ShouldBe(
        expected,
        AccountRow.Clean().With(Column.UserType, userType).With(Column.LoginConsoleActive, console)
            .With(Column.LoginProtectionActive, login).With(Column.OperationProtectionActive, operation),
        "protection is \"not supported\"");

    [Fact]
    public void Lets_a_message_receiver_have_no_protection() => ShouldBe(
        Outcome.Pass, Receiver().With(Column.LoginProtectionActive, "not_supported").With(Column.OperationProtectionActive, "not_supported"));

    // 11: a sub-user has a password or none; that it is not supported is said of the other types.
    [Theory]
    [InlineData("Sub-user", "not_supported", Outcome.Fail)]
    [InlineData("Sub-user", "FALSE", Outcome.Pass)]
    [InlineData("Sub-user", "N/A", Outcome.Pass)]
    [InlineData("Sub-user", "odd", Outcome.NotAssessed)]
    [InlineData("WeWork Sub-user", "not_supported", Outcome.Pass)]
    [InlineData("Collaborator", "odd", Outcome.Pass)]
    [InlineData("robot", "not_supported", Outcome.NotAssessed)]
    public void Finds_a_sub_user_whose_password_is_not_supported(string userType, string enabled, Outcome expected) => ShouldBe(
        expected, AccountRow.Clean().With(Column.UserType, userType).With(Column.PasswordEnabled, enabled), "password is \"not supported\"");

    // 12: older than 90 days and not older than 30.
    [Theory]
    [InlineData("TRUE", "FALSE", Outcome.Fail)]
    [InlineData("TRUE", "TRUE", Outcome.Pass)]
    [InlineData("FALSE", "FALSE", Outcome.Pass)]
    [InlineData("TRUE", "N/A", Outcome.Pass)]
    [InlineData("TRUE", "odd", Outcome.NotAssessed)]
    [InlineData("odd", "FALSE", Outcome.NotAssessed)]
    [InlineData("odd", "TRUE", Outcome.Pass)]
    public void Finds_age_flags_that_exclude_each_other(string over90, string over30, Outcome expected)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
        {
            ShouldBe(
                expected,
                AccountRow.Clean().With(slot, Column.AccessKey1CreatedOver90Days, over90).With(slot, Column.AccessKey1CreatedOver30Days, over30),
                "more than 90 days ago but not more than 30");
        }
    }

    private static AccountRow Receiver() => AccountRow.Clean().With(Column.UserType, "Message receiver").With(Column.LoginConsoleActive, "not_supported");

    private static AccountRow Slot(KeySlot slot, string secretId, string status, string created) => AccountRow.Clean()
        .With(slot, Column.AccessKey1SecretId, secretId).With(slot, Column.AccessKey1Status, status).With(slot, Column.AccessKey1CreationTime, created);

    private static void OnBothSlots(Outcome expected, Func<KeySlot, AccountRow> row, string? words = null)
    {
        foreach (var slot in Enum.GetValues<KeySlot>())
            ShouldBe(expected, row(slot), words);
    }

    private static void ShouldBe(Outcome expected, AccountRow row, string? words = null)
    {
        var verdict = Judged.By(Rule, row);
        (verdict.Outcome, verdict.Severity).Should().Be((expected, Severity.Low));
        if (expected is Outcome.Fail && words is not null)
        {
            Reading.Account(row, account =>
            {
                var assessment = new Assessment("default", AccountRow.AsOf, AssessmentPolicy.Default);
                assessment.Assess(account);
                return assessment.MessageOf(verdict);
            }).Should().Contain(words);
        }
    }
}
