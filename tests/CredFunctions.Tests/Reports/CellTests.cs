using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Reports;

public sealed class CellTests
{
    private const string Trimmed =
        "\u0009\u000A\u000B\u000C\u000D\u0020\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF\u200B";

    public static TheoryData<string, CellState> EmptyWords => new()
    {
        { "N/A", CellState.NotApplicable },
        { "n/a", CellState.NotApplicable },
        { "N/a", CellState.NotApplicable },
        { "", CellState.NotApplicable },
        { " \t\u3000", CellState.NotApplicable },
        { "-", CellState.NotApplicable },
        { " - ", CellState.NotApplicable },
        { "not_supported", CellState.NotSupported },
        { "NOT_SUPPORTED", CellState.NotSupported },
        { " Not_Supported\uFEFF", CellState.NotSupported },
    };

    public static TheoryData<string> AlmostWords =>
    [
        "NA", "N / A", "N\\A", "#N/A", "--", "\u2010", "\u2013", "not supported", "not-supported", "notsupported", "not_supported.", "null", "none", "nil", "?", "无",
    ];

    [Theory]
    [MemberData(nameof(EmptyWords))]
    public void Reads_the_words_for_no_value_in_every_column(string text, CellState state)
    {
        foreach (var (column, stateOf) in States())
            Reading.Account(AccountRow.Clean().With(column, text), stateOf).Should().Be(state, $"{column} is {text}");
    }

    [Theory]
    [MemberData(nameof(AlmostWords))]
    public void Recognises_nothing_that_only_looks_like_such_a_word(string text)
    {
        foreach (var (column, stateOf) in States())
        {
            var mayBeSecretId = Columns.HoldsSecretId(column) && text.All(character => character is > ' ' and <= '~') && text is not ("null" or "none" or "nil");
            Reading.Account(AccountRow.Clean().With(column, text), stateOf)
                .Should().Be(mayBeSecretId ? CellState.Value : CellState.Unrecognised, $"{column} is {text}");
        }
    }

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("true", true)]
    [InlineData("TrUe", true)]
    [InlineData("FALSE", false)]
    [InlineData("False", false)]
    [InlineData("\u00A0false\u200B", false)]
    public void Reads_a_flag(string text, bool expected)
    {
        foreach (var (column, flagOf) in Flags())
            Reading.Account(AccountRow.Clean().With(column, text), flagOf).Should().Be(Cell<bool>.Of(expected), $"{column}");
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("on")]
    [InlineData("T")]
    [InlineData("TRUE.")]
    [InlineData("ＴＲＵＥ")]
    [InlineData("Active")]
    [InlineData("2026-01-01")]
    public void Does_not_recognise_another_text_as_a_flag(string text)
    {
        foreach (var (column, flagOf) in Flags())
            Reading.Account(AccountRow.Clean().With(column, text), flagOf).Should().Be(new Cell<bool>(CellState.Unrecognised), $"{column}");
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("000000000", false)]
    [InlineData("1", true)]
    [InlineData("007", true)]
    [InlineData("999999999", true)]
    [InlineData(" 3 ", true)]
    public void Reads_a_count_of_abnormal_logins_as_a_flag(string text, bool expected)
    {
        Reading.Account(AccountRow.Clean().With(Column.AbnormalLoginsWithin30Days, text), account => account.AbnormalLogins).Should().Be(Cell<bool>.Of(expected));
        foreach (var (column, flagOf) in Flags().Where(flag => flag.Key is not Column.AbnormalLoginsWithin30Days))
            Reading.Account(AccountRow.Clean().With(column, text), flagOf).Should().Be(new Cell<bool>(CellState.Unrecognised), $"{column} is no count");
    }

    [Theory]
    [InlineData("1000000000")]
    [InlineData("0000000000")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1 000")]
    [InlineData("٣")]
    [InlineData("３")]
    [InlineData("1e3")]
    public void Does_not_recognise_another_number_of_abnormal_logins(string text) =>
        Reading.Account(AccountRow.Clean().With(Column.AbnormalLoginsWithin30Days, text), account => account.AbnormalLogins).Should().Be(new Cell<bool>(CellState.Unrecognised));

    [Theory]
    [InlineData("Active", KeyStatus.Active)]
    [InlineData(" ACTIVE ", KeyStatus.Active)]
    [InlineData("Disable", KeyStatus.Disabled)]
    [InlineData("disabled", KeyStatus.Disabled)]
    [InlineData("InActive", KeyStatus.Disabled)]
    public void Reads_a_key_status(string text, KeyStatus expected)
    {
        Reading.Account(AccountRow.Clean().With(Column.AccessKey1Status, text), account => account.Key1.Status).Should().Be(Cell<KeyStatus>.Of(expected));
        Reading.Account(AccountRow.Clean().With(Column.AccessKey2Status, text), account => account.Key2.Status).Should().Be(Cell<KeyStatus>.Of(expected));
    }

    [Theory]
    [InlineData("TRUE")]
    [InlineData("FALSE")]
    [InlineData("Enabled")]
    [InlineData("In-active")]
    [InlineData("Disable d")]
    [InlineData("Actíve")]
    public void Does_not_recognise_another_key_status(string text) =>
        Reading.Account(AccountRow.Clean().With(Column.AccessKey1Status, text), account => account.Key1.Status).Should().Be(new Cell<KeyStatus>(CellState.Unrecognised));

    [Theory]
    [InlineData("Sub-user", UserType.SubUser)]
    [InlineData("SUBUSER", UserType.SubUser)]
    [InlineData("sub_user", UserType.SubUser)]
    [InlineData(" s u\u3000b - u\u00A0s e r ", UserType.SubUser)]
    [InlineData("Collaborator", UserType.Collaborator)]
    [InlineData("WeWork Sub-user", UserType.WeComSubUser)]
    [InlineData("WeCom Sub-user", UserType.WeComSubUser)]
    [InlineData("wecom-sub\tuser", UserType.WeComSubUser)]
    [InlineData("Message receiver", UserType.MessageReceiver)]
    [InlineData("message_receiver", UserType.MessageReceiver)]
    public void Reads_a_user_type(string text, UserType expected) => TypeOf(text).Should().Be(Cell<UserType>.Of(expected));

    [Fact]
    public void Reads_a_user_type_however_many_separators_it_has() =>
        TypeOf("Sub" + new string('-', 300) + "user").Should().Be(Cell<UserType>.Of(UserType.SubUser));

    [Theory]
    [InlineData("")]
    [InlineData("N/A")]
    [InlineData("-")]
    [InlineData("not_supported")]
    [InlineData("TRUE")]
    [InlineData("Sub-users")]
    [InlineData("User")]
    [InlineData("Sub\u200Buser")]
    [InlineData("WeChat Sub-user")]
    [InlineData("Sub.user")]
    public void Gives_the_user_type_no_state_but_value_and_unrecognised(string text) => TypeOf(text).Should().Be(new Cell<UserType>(CellState.Unrecognised));

    [Theory]
    [InlineData("A")]
    [InlineData("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE")]
    [InlineData("akidz8krbsj5")]
    [InlineData("!~#=+/")]
    [InlineData("Active")]
    [InlineData("0")]
    [InlineData("2026-01-01")]
    public void Takes_1_to_128_printable_ascii_characters_as_a_secret_id_and_keeps_their_case(string text)
    {
        var row = AccountRow.Clean().With(Column.AccessKey1SecretId, $" {text} ");

        Reading.Account(row, account => (account.Key1.SecretId, account.TextOf(Column.AccessKey1SecretId))).Should().Be((CellState.Value, text));
    }

    [Theory]
    [InlineData(1, CellState.Value)]
    [InlineData(128, CellState.Value)]
    [InlineData(129, CellState.Unrecognised)]
    [InlineData(1000, CellState.Unrecognised)]
    public void Takes_a_secret_id_up_to_128_characters(int length, CellState state) =>
        Reading.Account(AccountRow.Clean().With(Column.AccessKey2SecretId, new string('x', length)), account => account.Key2.SecretId).Should().Be(state);

    [Theory]
    [InlineData("TRUE")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData(" NULL ")]
    [InlineData("None")]
    [InlineData("nil")]
    [InlineData("AKID z8")]
    [InlineData("AKID\u007Fz8")]
    [InlineData("AKIDé")]
    [InlineData("AKID\u200Bz8")]
    [InlineData("AKID\nz8")]
    public void Does_not_recognise_another_text_as_a_secret_id(string text) =>
        Reading.Account(AccountRow.Clean().With(Column.AccessKey1SecretId, text), account => account.Key1.SecretId).Should().Be(CellState.Unrecognised);

    [Theory]
    [InlineData("TRUE", CellState.Unrecognised)]
    [InlineData("FALSE", CellState.NotApplicable)]
    [InlineData("false", CellState.NotApplicable)]
    public void Takes_false_as_no_password_rotation_and_as_no_other_time(string text, CellState state)
    {
        Reading.Account(AccountRow.Clean().With(Column.PasswordLastRotation, text), account => account.PasswordLastRotation.State).Should().Be(state);
        Reading.Account(AccountRow.Clean().With(Column.CreationTime, text), account => account.Created.State).Should().Be(CellState.Unrecognised);
        Reading.Account(AccountRow.Clean().With(Column.LastConsoleLoginTime, text), account => account.LastConsoleLogin.State).Should().Be(CellState.Unrecognised);
    }

    [Fact]
    public void Trims_white_space_and_invisible_marks_from_both_ends_and_nothing_else()
    {
        foreach (var character in Trimmed)
        {
            var row = AccountRow.Clean().With(Column.Username, $"{character}a{character}b{character}{character}").With(Column.MfaDeviceActive, $"{character}TRUE{character}");

            Reading.Account(row, account => account.Username).Should().Be($"a{character}b", $"U+{(int)character:X4}");
            Reading.Account(row, account => account.MfaDeviceActive).Should().Be(Cell<bool>.Of(true), $"U+{(int)character:X4}");
        }

        foreach (var character in "\u180E\u200C\u200D\u2060\u001C\u001F\u0001\u00AD_")
            Reading.Account(AccountRow.Clean().With(Column.MfaDeviceActive, $"{character}TRUE"), account => account.MfaDeviceActive).Should().Be(new Cell<bool>(CellState.Unrecognised), $"U+{(int)character:X4}");
    }

    [Fact]
    public void Keeps_each_slot_to_its_own_columns()
    {
        var row = AccountRow.Clean().WithKey(KeySlot.One, ageDays: 50).WithKey(KeySlot.Two, ageDays: 100, status: "Disable")
            .With(Column.AccessKey1MayBeAtRisk, "TRUE").With(Column.AccessKey2LastUsedDate, "not_supported");

        Reading.Account(row, account => (account.Key1.MayBeAtRisk, account.Key1.Status, account.Key1.CreatedOver90Days, account.Key1.CreatedOver30Days))
            .Should().Be((Cell<bool>.Of(true), Cell<KeyStatus>.Of(KeyStatus.Active), Cell<bool>.Of(false), Cell<bool>.Of(true)));
        Reading.Account(row, account => (account.Key2.MayBeAtRisk, account.Key2.Status, account.Key2.CreatedOver90Days, account.Key2.LastUsed))
            .Should().Be((Cell<bool>.Of(false), Cell<KeyStatus>.Of(KeyStatus.Disabled), Cell<bool>.Of(true), new Cell<DateTimeOffset>(CellState.NotSupported)));
    }

    private static Cell<UserType> TypeOf(string text) => Reading.Account(AccountRow.Clean().With(Column.UserType, text), account => account.UserType);

    private static Dictionary<Column, Func<Account, Cell<bool>>> Flags() => new()
    {
        [Column.PasswordEnabled] = account => account.PasswordEnabled,
        [Column.LoginConsoleActive] = account => account.LoginConsoleActive,
        [Column.LoginProtectionActive] = account => account.LoginProtectionActive,
        [Column.OperationProtectionActive] = account => account.OperationProtectionActive,
        [Column.MfaDeviceActive] = account => account.MfaDeviceActive,
        [Column.AbnormalLoginsWithin30Days] = account => account.AbnormalLogins,
        [Column.AccessKey1MayBeAtRisk] = account => account.Key1.MayBeAtRisk,
        [Column.AccessKey1CreatedOver90Days] = account => account.Key1.CreatedOver90Days,
        [Column.AccessKey1CreatedOver30Days] = account => account.Key1.CreatedOver30Days,
        [Column.AccessKey2MayBeAtRisk] = account => account.Key2.MayBeAtRisk,
        [Column.AccessKey2CreatedOver90Days] = account => account.Key2.CreatedOver90Days,
        [Column.AccessKey2CreatedOver30Days] = account => account.Key2.CreatedOver30Days,
    };

    /// <summary>Every column that has the four states.</summary>
    private static Dictionary<Column, Func<Account, CellState>> States() =>
        new(Flags().Select(flag => KeyValuePair.Create<Column, Func<Account, CellState>>(flag.Key, account => flag.Value(account).State)))
        {
            [Column.CreationTime] = account => account.Created.State,
            [Column.PasswordLastRotation] = account => account.PasswordLastRotation.State,
            [Column.LastConsoleLoginTime] = account => account.LastConsoleLogin.State,
            [Column.AccessKey1SecretId] = account => account.Key1.SecretId,
            [Column.AccessKey1CreationTime] = account => account.Key1.Created.State,
            [Column.AccessKey1Status] = account => account.Key1.Status.State,
            [Column.AccessKey1LastUsedDate] = account => account.Key1.LastUsed.State,
            [Column.AccessKey2SecretId] = account => account.Key2.SecretId,
            [Column.AccessKey2CreationTime] = account => account.Key2.Created.State,
            [Column.AccessKey2Status] = account => account.Key2.Status.State,
            [Column.AccessKey2LastUsedDate] = account => account.Key2.LastUsed.State,
        };
}
