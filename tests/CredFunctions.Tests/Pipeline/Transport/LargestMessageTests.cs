using CredFunctions.Accounts;
using CredFunctions.Azure.Messages;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Pipeline.Transport;

/// <summary>The largest accounts that a report can hold: every rule has something to say, at length, of text that JSON has to escape.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class LargestMessageTests
{
    private const int Accounts = 2000;

    // Of characters that take the most room, and more of them than is kept of any cell.
    private static readonly string Cell = string.Concat(Enumerable.Repeat("\U0001F511", 100));

    public static TheoryData<string> Shapes => ["findings", "unrecognised", "neither"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void No_message_is_larger_than_a_broker_takes(string shape)
    {
        var messages = ChunksOf(shape);

        messages.Sum(message => message.Accounts.Count).Should().Be(Accounts);
        messages.Should().OnlyContain(message => message.Accounts.Count >= 1 && message.Accounts.Count <= PipelineLimits.MaxAccountsPerMessage);
        messages.Max(message => PipelineMessages.AccountFindings.Encode(message).Body.Length).Should().BeLessThan(PipelineMessages.MaxBytes);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_room_that_an_account_is_counted_for_is_enough(string shape)
    {
        var account = ChunksOf(shape)[0].Accounts[0];
        var alone = PipelineMessages.AccountFindings.Encode(Samples.AccountFindings(account)).Body.Length;
        var twice = PipelineMessages.AccountFindings.Encode(Samples.AccountFindings(account, account)).Body.Length;

        (twice - alone).Should().BeLessThanOrEqualTo(MessageSize.Of(account));
    }

    [Fact]
    public void What_is_usual_fits_a_hundred_to_a_message() => ChunksOf("neither").Max(message => message.Accounts.Count).Should().Be(100);

    [Fact]
    public void Of_the_largest_accounts_fewer_fit() => ChunksOf("findings").Max(message => message.Accounts.Count).Should().BeLessThan(100);

    private static List<AccountFindingsMessage> ChunksOf(string shape)
    {
        var rows = Enumerable.Range(0, Accounts).Select(number => RowOf(shape, $"{10000000000000000000m + number}"));
        var content = new MemoryStream(Report.Of(rows).Bytes());
        var file = ReportFile.Inspect(content);
        var record = new ReportRecord
        {
            // As long as a folder's name can be.
            Source = new string('\u00e9', 1000),
            ReportId = file.Sha256,
            Sha256 = "",
            Name = "x.csv",
            Version = "1",
            AsOf = AccountRow.AsOf,
            Status = ReportStatus.Recording,
            Run = 1,
            Policy = AssessmentPolicy.DefaultHash,
            TouchedAt = AccountRow.AsOf,
        };
        return [.. new ReportReading(file, content, record, AssessmentPolicy.Default).Chunks(PipelineLimits.MaxAccountsPerMessage)];
    }

    private static AccountRow RowOf(string shape, string id) => shape switch
    {
        "findings" => Worst(id),
        "unrecognised" => Odd(id),
        _ => AccountRow.Clean(id),
    };

    // Old keys at risk, no protection anywhere: all that can be wrong at once, with times as long as they can be written.
    private static AccountRow Worst(string id)
    {
        var row = AccountRow.Clean(id)
            .With(Column.Username, Cell)
            .With(Column.LoginProtectionActive, "FALSE")
            .With(Column.OperationProtectionActive, "FALSE")
            .With(Column.MfaDeviceActive, "FALSE")
            .With(Column.AbnormalLoginsWithin30Days, "TRUE")
            .With(Column.PasswordLastRotation, "2019-08-16 09:25:56.1234567+08:00")
            .With(Column.LastConsoleLoginTime, "2019-08-16 09:25:56.1234567+08:00");
        foreach (var slot in new[] { KeySlot.One, KeySlot.Two })
        {
            row.WithKey(slot, ageDays: 4000, secretId: (slot is KeySlot.One ? "A" : "B") + new string('"', 127))
                .With(slot, Column.AccessKey1MayBeAtRisk, "TRUE")
                .With(slot, Column.AccessKey1LastUsedDate, "2019-08-16 09:25:56.1234567+08:00");
        }

        return row;
    }

    private static AccountRow Odd(string id)
    {
        var row = AccountRow.Clean(id);
        foreach (var column in Columns.All.Where(column => column is not Column.AccountId))
            row.With(column, Cell);
        return row;
    }
}
