using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Runs;
using CredFunctions.Tests.Stores;

namespace CredFunctions.Tests.Planning;

public sealed class UnconfirmedNotesTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);

    private readonly MemoryAuditStore store = new();

    [Fact]
    public async Task A_digest_names_what_became_unconfirmed_since_the_digest_before_it()
    {
        await AddAsync(Digest('1', Day));
        await AddAsync(Lost('a', "mail", Day.AddHours(-1)));
        await AddAsync(Lost('b', "mail", Day.AddHours(1)));

        (await RemarksAsync()).Should().Equal(
            "Exceptions: none.",
            "1 notification to channel mail is unconfirmed: its answer was lost, so it may not have arrived. \"credfunctions replay bbbbbbbb\" sends it again.");
    }

    [Fact]
    public async Task Several_are_counted_by_channel()
    {
        await AddAsync(Lost('a', "mail", Day));
        await AddAsync(Lost('b', "chat", Day.AddHours(1)));
        await AddAsync(Lost('c', "mail", Day.AddHours(2)));

        (await RemarksAsync()).Skip(1).Select(remark => remark[..remark.IndexOf(':', StringComparison.Ordinal)]).Should().Equal(
            "2 notifications to channel mail are unconfirmed", "1 notification to channel chat is unconfirmed");
    }

    [Fact]
    public async Task A_second_look_at_the_same_run_finds_the_same()
    {
        await AddAsync(Lost('a', "mail", Day.AddHours(1)));
        var first = await RemarksAsync();
        await AddAsync(Digest('2', Day.AddDays(1)));

        (await RemarksAsync()).Should().Equal(first).And.HaveCount(2);
    }

    [Fact]
    public async Task What_is_of_no_source_is_named_with_every_source()
    {
        await AddAsync(Lost('a', "mail", Day) with { Source = "", Kind = NotificationKind.ExceptionEnding });

        (await RemarksAsync()).Skip(1).Should().ContainSingle().Which.Should().StartWith("1 notification to channel mail is unconfirmed");
    }

    [Fact]
    public async Task Another_source_and_what_was_sent_again_are_not_named()
    {
        await AddAsync(Lost('a', "mail", Day) with { Source = "other" });
        await AddAsync(Lost('b', "mail", Day) with { Status = NotificationStatus.Sent });

        (await RemarksAsync()).Should().Equal("Exceptions: none.");
    }

    private static Notification Lost(char id, string channel, DateTimeOffset at) => new()
    {
        Id = new string(id, 64),
        Kind = NotificationKind.Alert,
        Source = "acme",
        Channel = channel,
        Content = new NotificationContent(),
        Status = NotificationStatus.Unconfirmed,
        CreatedAt = at.AddHours(-2),
        SentAt = at,
    };

    private static Notification Digest(char report, DateTimeOffset at) => new()
    {
        Id = $"digest {report}",
        Kind = NotificationKind.Digest,
        Source = "acme",
        ReportId = new string(report, 64),
        Run = 1,
        Channel = "mail",
        Content = new NotificationContent { Remarks = ["Exceptions: none."] },
        CreatedAt = at,
    };

    private Task AddAsync(Notification notification) => store.AddNotificationsAsync([notification], default);

    private async Task<IReadOnlyList<string>> RemarksAsync()
    {
        var record = new ReportRecord
        {
            Source = "acme",
            ReportId = new string('2', 64),
            Sha256 = new string('2', 64),
            Name = "2.csv",
            Version = "v",
            AsOf = Day,
            Status = ReportStatus.Complete,
            Run = 1,
            Policy = "p",
            TouchedAt = Day,
        };
        var notices = await UnconfirmedNotes.AddAsync([Digest('2', Day.AddDays(1))], record, store, default);
        return notices.Should().ContainSingle().Subject.Content.Remarks;
    }
}
