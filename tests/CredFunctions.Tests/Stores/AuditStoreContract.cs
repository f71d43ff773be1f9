using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Runs;

namespace CredFunctions.Tests.Stores;

/// <summary>What the pipeline relies on in every audit store, whatever keeps it.</summary>
public abstract class AuditStoreContract
{
    private const string Source = "acme";

    private static readonly DateTimeOffset AsOf = new(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);

    // As long as a blob's name may be.
    private const string LongName = "a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/"
                                    + "a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/"
                                    + "a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/"
                                    + "a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/a23456789/x.csv";

    /// <summary>User names as a report may hold them.</summary>
    public static TheoryData<string> OddNames => ["O'Brien", "a\"b\\c", "张伟 🔑", "line\nbreak\ttab", "'; DROP TABLE accounts; --", "", "\u202Egnp", "%_*|/?#"];

    /// <summary>Opens the store; a second time, the same one again, as a new process would find it.</summary>
    private protected abstract IAuditStore Open();

    [Fact]
    public async Task A_new_source_has_an_empty_lane_and_nothing_else()
    {
        var store = Open();

        (await store.ReadLaneAsync(Source, default)).Should().Be(new StoredLane(new Lane { Source = Source }, null));
        (await store.ReadReportAsync(Source, Id('a'), default)).Should().BeNull();
        (await store.ReadReportsAsync(Source, default).ToListAsync()).Should().BeEmpty();
        (await store.ReadChunksAsync(Source, Run('a'), default)).Should().BeEmpty();
        (await store.ReadAccountsAsync(Source, ["100000000001"], default)).Should().BeEmpty();
        (await store.ReadAllAccountsAsync(Source, default).ToListAsync()).Should().BeEmpty();
        (await store.ReadPresentIdsAsync(Source, default).ToListAsync()).Should().BeEmpty();
        (await store.ReadNotificationAsync("n", default)).Should().BeNull();
        (await store.ReadPendingNotificationsAsync(default).ToListAsync()).Should().BeEmpty();
        (await store.ReadNotificationsAsync(default).ToListAsync()).Should().BeEmpty();
        (await store.SourcesAsync(default).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Commit_saves_a_lane_with_all_its_records()
    {
        var store = Open();

        (await store.CommitAsync(Step(Source, Record('a'), Record('b')), null, default)).Should().BeTrue();

        var stored = await store.ReadLaneAsync(Source, default);
        stored.Version.Should().NotBeNull();
        stored.Lane.Should().Be(Step(Source).Lane);
        Json(await store.ReadReportAsync(Source, Id('a'), default)).Should().Be(Json(Record('a')));
        (await store.ReadReportsAsync(Source, default).ToListAsync()).Select(Json).Should().BeEquivalentTo(Json(Record('a')), Json(Record('b')));
        (await store.SourcesAsync(default).ToListAsync()).Should().Equal(Source);
    }

    [Fact]
    public async Task Commit_replaces_a_record()
    {
        var store = Open();
        await store.CommitAsync(Step(Source, Record('a')), null, default);
        var rejected = Record('a') with { Status = ReportStatus.Rejected, Reason = "It is empty." };

        (await store.CommitAsync(Step(Source, rejected), (await store.ReadLaneAsync(Source, default)).Version, default)).Should().BeTrue();

        Json((await store.ReadReportsAsync(Source, default).ToListAsync()).Single()).Should().Be(Json(rejected));
    }

    [Fact]
    public async Task Commit_saves_nothing_when_the_lane_has_moved()
    {
        var store = Open();
        await store.CommitAsync(Step(Source, Record('a')), null, default);
        var version = (await store.ReadLaneAsync(Source, default)).Version;
        await store.CommitAsync(Step(Source, Record('b')), version, default);

        (await store.CommitAsync(Step(Source, Record('c'), Record('a') with { Status = ReportStatus.Complete }), version, default)).Should().BeFalse();

        (await store.ReadReportAsync(Source, Id('c'), default)).Should().BeNull();
        (await store.ReadReportAsync(Source, Id('a'), default))!.Status.Should().Be(ReportStatus.Recording);
        (await store.CommitAsync(Step(Source, Record('c')), (await store.ReadLaneAsync(Source, default)).Version, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Commit_as_new_saves_nothing_when_the_lane_is_there_and_with_a_version_when_it_is_not()
    {
        var store = Open();
        await store.CommitAsync(Step(Source, Record('a')), null, default);

        (await store.CommitAsync(Step(Source, Record('b')), null, default)).Should().BeFalse();
        (await store.CommitAsync(Step("other", Record('b') with { Source = "other" }), (await store.ReadLaneAsync(Source, default)).Version, default)).Should().BeFalse();

        (await store.ReadReportsAsync(Source, default).ToListAsync()).Should().ContainSingle();
        (await store.ReadReportsAsync("other", default).ToListAsync()).Should().BeEmpty();
        (await store.SourcesAsync(default).ToListAsync()).Should().Equal(Source);
    }

    [Fact]
    public async Task A_chunk_is_marked_once_and_for_its_run_alone()
    {
        var store = Open();
        foreach (var chunk in new[] { 0, 7, 7, 10_000 })
            await store.RecordChunkAsync(Source, start: 1, Run('a'), chunk, [], default);
        await store.RecordChunkAsync(Source, start: 1, Run('a') with { Number = 2 }, 1, [], default);
        await store.RecordChunkAsync(Source, start: 1, Run('b'), 2, [], default);
        await store.RecordChunkAsync("other", start: 1, Run('a'), 3, [], default);

        (await store.ReadChunksAsync(Source, Run('a'), default)).Should().BeEquivalentTo([0, 7, 10_000]);
        (await store.ReadChunksAsync(Source, Run('a') with { Number = 2 }, default)).Should().BeEquivalentTo([1]);
    }

    [Fact]
    public async Task Accounts_come_back_as_they_were_saved()
    {
        var store = Open();
        var everything = Everything("100000000001");

        (await store.SaveAccountsAsync(Source, [new StoredAccount(everything, null)], default)).Should().Be(SaveResult.Saved);

        var read = (await store.ReadAccountsAsync(Source, ["100000000001", "100000000009"], default)).Should().ContainSingle().Subject;
        read.State.Should().BeEquivalentTo(everything);
        read.Version.Should().NotBeNull();
    }

    [Fact]
    public async Task Account_is_saved_only_under_the_version_it_was_read_with()
    {
        var store = Open();
        await store.SaveAccountsAsync(Source, [new StoredAccount(Account("100000000001"), null)], default);
        var first = (await store.ReadAccountsAsync(Source, ["100000000001"], default)).Single();

        (await store.SaveAccountsAsync(Source, [first with { State = first.State with { Username = "second" } }], default)).Should().Be(SaveResult.Saved);
        (await store.SaveAccountsAsync(Source, [first with { State = first.State with { Username = "late" } }], default)).Should().Be(SaveResult.Changed);
        (await store.SaveAccountsAsync(Source, [new StoredAccount(first.State with { Username = "new" }, null)], default)).Should().Be(SaveResult.Changed);

        var now = (await store.ReadAccountsAsync(Source, ["100000000001"], default)).Single();
        now.State.Username.Should().Be("second");
        now.Version.Should().NotBe(first.Version);
        (await store.SaveAccountsAsync(Source, [now with { State = now.State with { Username = "third" } }], default)).Should().Be(SaveResult.Saved);
    }

    [Fact]
    public async Task Accounts_are_saved_all_or_none()
    {
        var store = Open();
        var ids = OfOneBucket(3);
        await store.SaveAccountsAsync(Source, [new StoredAccount(Account(ids[1]), null)], default);

        (await store.SaveAccountsAsync(Source, [.. ids.Select(id => new StoredAccount(Account(id) with { Username = "changed" }, null))], default)).Should().Be(SaveResult.Changed);

        var only = (await store.ReadAllAccountsAsync(Source, default).ToListAsync()).Should().ContainSingle().Subject;
        only.State.Username.Should().Be(Account(ids[1]).Username);
    }

    [Fact]
    public async Task A_hundred_accounts_of_a_bucket_are_saved_and_read_at_once()
    {
        var store = Open();
        var ids = OfOneBucket(100);

        (await store.SaveAccountsAsync(Source, [.. ids.Select(id => new StoredAccount(Account(id), null))], default)).Should().Be(SaveResult.Saved);

        (await store.ReadAccountsAsync(Source, ids, default)).Select(account => account.State.AccountId).Should().BeEquivalentTo(ids);
    }

    [Fact]
    public async Task Every_account_is_read_however_many_there_are_and_while_they_are_saved()
    {
        var store = Open();
        var buckets = Enumerable.Range(0, 1_500).Select(Number).GroupBy(AccountBucket.Of);
        foreach (var ids in buckets.SelectMany(bucket => bucket.Chunk(100)))
            await store.SaveAccountsAsync(Source, [.. ids.Select(id => new StoredAccount(Account(id), null))], default);

        var seen = new List<string>();
        await foreach (var account in store.ReadAllAccountsAsync(Source, default))
        {
            seen.Add(account.State.AccountId);
            if (account.State.AccountId.EndsWith('7'))
                (await store.SaveAccountsAsync(Source, [account with { State = account.State with { GoneSince = AsOf } }], default)).Should().Be(SaveResult.Saved);
        }

        seen.Order(StringComparer.Ordinal).Should().Equal(Enumerable.Range(0, 1_500).Select(Number));
        (await store.ReadPresentIdsAsync(Source, default).ToListAsync()).Order(StringComparer.Ordinal)
            .Should().Equal(seen.Where(id => !id.EndsWith('7')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Completing_a_run_finds_what_it_has_to_look_at()
    {
        var store = Open();
        var finding = Everything("1").Findings[0] with { ResolvedAt = null };
        AccountState[] accounts =
        [
            Account("100000000001") with { Findings = [finding] },
            Account("100000000002") with { Events = Everything("1").Events },
            Account("100000000003") with { Run = Run('b') },
        ];
        foreach (var account in accounts)
            await store.SaveAccountsAsync(Source, [new StoredAccount(account, null)], default);

        (await store.ReadNotableAccountsAsync(Source, Run('a'), default).ToListAsync()).Select(account => account.State).Should().BeEquivalentTo(accounts);
    }

    [Fact]
    public async Task An_account_that_comes_back_is_present_again()
    {
        var store = Open();
        await store.SaveAccountsAsync(Source, [new StoredAccount(Account("100000000001") with { GoneSince = AsOf }, null)], default);
        (await store.ReadPresentIdsAsync(Source, default).ToListAsync()).Should().BeEmpty();
        (await store.ReadAllAccountsAsync(Source, default).ToListAsync()).Should().ContainSingle();

        var gone = (await store.ReadAccountsAsync(Source, ["100000000001"], default)).Single();
        await store.SaveAccountsAsync(Source, [gone with { State = gone.State with { GoneSince = null } }], default);

        (await store.ReadPresentIdsAsync(Source, default).ToListAsync()).Should().Equal("100000000001");
    }

    [Theory]
    [MemberData(nameof(OddNames))]
    public async Task A_name_is_text(string username)
    {
        var store = Open();

        await store.SaveAccountsAsync(Source, [new StoredAccount(Account("1") with { Username = username }, null)], default);
        await store.SaveAccountsAsync(Source, [new StoredAccount(Account("00000000000000000001") with { Username = "another id" }, null)], default);

        (await store.ReadAccountsAsync(Source, ["1"], default)).Single().State.Username.Should().Be(username);
    }

    [Fact]
    public async Task Sources_know_nothing_of_each_other()
    {
        var store = Open();
        string[] sources = ["acme", "ACME", "acme.", "acme-1", "acme_1"];
        foreach (var source in sources)
        {
            await store.CommitAsync(Step(source, Record('a') with { Source = source, Name = source }), null, default);
            await store.SaveAccountsAsync(source, [new StoredAccount(Account("100000000001") with { Username = source }, null)], default);
        }

        (await store.SourcesAsync(default).ToListAsync()).Should().BeEquivalentTo(sources);
        foreach (var source in sources)
        {
            (await store.ReadLaneAsync(source, default)).Lane.Source.Should().Be(source);
            (await store.ReadReportsAsync(source, default).ToListAsync()).Single().Name.Should().Be(source);
            (await store.ReadAllAccountsAsync(source, default).ToListAsync()).Single().State.Username.Should().Be(source);
            (await store.ReadAccountsAsync(source, ["100000000001"], default)).Single().State.Username.Should().Be(source);
            (await store.ReadPresentIdsAsync(source, default).ToListAsync()).Should().ContainSingle();
        }
    }

    [Fact]
    public async Task Notification_is_added_once_and_pending_until_it_is_sent()
    {
        var store = Open();
        await store.AddNotificationsAsync([Told("a"), Told("b")], default);
        await store.SaveNotificationAsync(Told("a") with { Status = NotificationStatus.Sent }, default);

        await store.AddNotificationsAsync([Told("a") with { Content = new NotificationContent { Reason = "again" } }, Told("c")], default);

        var sent = Told("a") with { Status = NotificationStatus.Sent, Revision = 1 };
        (await store.ReadNotificationAsync("a", default)).Should().BeEquivalentTo(sent);
        (await store.ReadPendingNotificationsAsync(default).ToListAsync()).Should().BeEquivalentTo([Told("b"), Told("c")]);
        await store.SaveNotificationAsync(sent with { Status = NotificationStatus.Pending }, default);
        (await store.ReadPendingNotificationsAsync(default).ToListAsync()).Should().HaveCount(3);
    }

    // The replay of another process must not be overwritten with the outcome of a try that began before it.
    [Fact]
    public async Task Notification_is_saved_only_as_it_was_read()
    {
        var store = Open();
        await store.AddNotificationsAsync([Told("a")], default);
        var read = (await store.ReadNotificationAsync("a", default))!;

        (await store.SaveNotificationAsync(read.Replayed(AsOf), default)).Should().BeTrue();
        (await store.SaveNotificationAsync(read with { Status = NotificationStatus.Sent }, default)).Should().BeFalse();
        (await store.SaveNotificationAsync(Told("unknown"), default)).Should().BeFalse();

        var replayed = (await store.ReadNotificationAsync("a", default))!;
        (replayed.Status, replayed.ReplayedAt).Should().Be((NotificationStatus.Pending, AsOf));
        (await store.ReadNotificationAsync("unknown", default)).Should().BeNull();
        (await store.SaveNotificationAsync(replayed with { Status = NotificationStatus.Sent }, default)).Should().BeTrue();
        (await store.ReadPendingNotificationsAsync(default).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Every_notification_is_found_whatever_has_become_of_it()
    {
        var store = Open();
        var ids = Enumerable.Range(0, 210).Select(number => $"n{number:000}").ToList();
        await store.AddNotificationsAsync([.. ids.Select(Told)], default);
        await store.SaveNotificationAsync(Told("n000") with { Status = NotificationStatus.Sent }, default);
        await store.SaveNotificationAsync(Told("n209") with { Status = NotificationStatus.Failed }, default);

        var found = await store.ReadNotificationsAsync(default).ToDictionaryAsync(each => each.Id, each => each.Status);

        found.Keys.Should().BeEquivalentTo(ids);
        found["n000"].Should().Be(NotificationStatus.Sent);
        found["n209"].Should().Be(NotificationStatus.Failed);
    }

    [Fact]
    public async Task The_largest_notification_comes_back_as_it_was_saved()
    {
        var store = Open();
        var largest = Largest("a");

        await store.AddNotificationsAsync([largest], default);

        (await store.ReadNotificationAsync("a", default)).Should().BeEquivalentTo(largest);
        var sent = largest with { Status = NotificationStatus.Sent, SentAt = AsOf.AddHours(1) };
        await store.SaveNotificationAsync(sent, default);
        (await store.ReadNotificationAsync("a", default)).Should().BeEquivalentTo(sent with { Revision = 1 });
    }

    [Fact]
    public async Task Many_notifications_can_be_pending()
    {
        var store = Open();
        var ids = Enumerable.Range(0, 350).Select(number => $"n{number:000}").ToList();

        await store.AddNotificationsAsync([.. ids.Select(Told)], default);

        (await store.ReadPendingNotificationsAsync(default).ToListAsync()).Select(each => each.Id).Should().BeEquivalentTo(ids);
    }

    [Fact]
    public async Task The_largest_step_is_saved_at_once()
    {
        var store = Open();
        var records = Enumerable.Range(0, LaneStep.MaxRows - 1).Select(number => Record('a') with { ReportId = $"{number:x64}" }).ToArray();

        (await store.CommitAsync(Step(Source, records) with { Uploads = [Seen("x.csv", "1")] }, null, default)).Should().BeTrue();

        (await store.ReadReportsAsync(Source, default).CountAsync()).Should().Be(LaneStep.MaxRows - 1);
    }

    [Fact]
    public async Task A_record_is_removed_with_the_step_that_finds_another_report_in_its_place()
    {
        var store = Open();
        await store.CommitAsync(Step(Source, Record('a'), Record('b')), null, default);
        var outdated = (await store.ReadLaneAsync(Source, default)).Version;
        await store.CommitAsync(Step(Source), outdated, default);
        var version = (await store.ReadLaneAsync(Source, default)).Version;

        (await store.CommitAsync(Step(Source) with { Removed = [Id('b')] }, outdated, default)).Should().BeFalse();
        (await store.ReadReportsAsync(Source, default).CountAsync()).Should().Be(2);
        (await store.CommitAsync(Step(Source) with { Removed = [Id('b')] }, version, default)).Should().BeTrue();

        (await store.ReadReportsAsync(Source, default).Select(record => record.ReportId).ToListAsync()).Should().Equal(Id('a'));
    }

    [Fact]
    public async Task Reports_with_the_same_bytes_are_found_among_all_others()
    {
        var store = Open();
        await store.CommitAsync(Step(Source, Record('a'), Record('b') with { Sha256 = Id('6') }, Record('c')), null, default);
        await store.CommitAsync(Step("other", Record('d') with { Source = "other" }), null, default);

        (await store.ReadReportsOfAsync(Source, Id('5'), default).Select(record => record.ReportId).ToListAsync()).Should().BeEquivalentTo(Id('a'), Id('c'));
        (await store.ReadReportsOfAsync(Source, Id('7'), default).CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Waiting_reports_are_found_among_all_others()
    {
        var store = Open();
        await store.CommitAsync(Step(Source, Record('a') with { Status = ReportStatus.Waiting }, Record('b') with { Status = ReportStatus.Held }, Record('c') with { Status = ReportStatus.Waiting }, Record('e')), null, default);
        await store.CommitAsync(
            Step(Source, Record('c') with { Status = ReportStatus.Complete }, Record('d') with { Status = ReportStatus.Waiting }),
            (await store.ReadLaneAsync(Source, default)).Version, default);

        (await store.ReadWaitingAsync(Source, default).Select(record => record.ReportId).ToListAsync()).Should().BeEquivalentTo(Id('a'), Id('b'), Id('d'));
        (await store.ReadWaitingAsync("other", default).CountAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("2026/十一月 #1?%.csv")]
    [InlineData("./alone.csv")]
    [InlineData(LongName)]
    public async Task An_upload_is_seen_together_with_the_step_it_comes_from(string name)
    {
        var store = Open();
        (await store.CommitAsync(Step(Source, Record('a')) with { Uploads = [Seen(name, "1")] }, null, default)).Should().BeTrue();
        (await store.CommitAsync(Step(Source) with { Uploads = [Seen(name, "2")] }, null, default)).Should().BeFalse();

        (await store.ReadUploadAsync(Source, name, default)).Should().Be(Seen(name, "1"));
        (await store.ReadUploadAsync(Source, "other.csv", default)).Should().BeNull();
        (await store.ReadUploadAsync("other", name, default)).Should().BeNull();
        (await store.ReadUploadsAsync(Source, default).ToListAsync()).Should().Equal(Seen(name, "1"));
        (await store.ReadReportsAsync(Source, default).CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task An_upload_is_settled_and_forgotten_only_while_it_is_the_last_of_its_name()
    {
        var store = Open();
        await store.CommitAsync(Step(Source) with { Uploads = [Seen("x.csv", "1")] }, null, default);
        await store.SettleUploadAsync(Source, "x.csv", "1", default);
        await store.SettleUploadAsync(Source, "x.csv", "1", default);
        await store.SettleUploadAsync(Source, "never.csv", "1", default);
        (await store.ReadUploadsAsync(Source, default).ToListAsync()).Should().Equal(Seen("x.csv", "1") with { IsSettled = true });

        await store.CommitAsync(Step(Source) with { Uploads = [Seen("x.csv", "2")] }, (await store.ReadLaneAsync(Source, default)).Version, default);
        await store.SettleUploadAsync(Source, "x.csv", "1", default);
        await store.ForgetUploadAsync(Source, "x.csv", "1", default);
        (await store.ReadUploadAsync(Source, "x.csv", default)).Should().Be(Seen("x.csv", "2"));

        await store.ForgetUploadAsync(Source, "x.csv", "2", default);
        await store.ForgetUploadAsync(Source, "x.csv", "2", default);
        (await store.ReadUploadsAsync(Source, default).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Accounts_that_are_gone_for_long_are_purged_a_piece_at_a_time_and_no_others()
    {
        var store = Open();
        var ids = OfOneBucket(7);
        var other = Enumerable.Range(0, int.MaxValue).Select(Number).First(id => AccountBucket.Of(id) == 6);
        await store.SaveAccountsAsync(Source, [.. ids.Select((id, index) => new StoredAccount(Account(id) with { GoneSince = index < 5 ? AsOf.AddDays(-index) : null }, null))], default);
        await store.SaveAccountsAsync(Source, [new StoredAccount(Account(other) with { GoneSince = AsOf.AddDays(-9) }, null)], default);
        await store.SaveAccountsAsync("other", [new StoredAccount(Account(ids[0]) with { GoneSince = AsOf.AddDays(-9) }, null)], default);

        (await store.PurgeAccountsAsync(Source, 5, AsOf.AddDays(-1), most: 2, default)).Should().Be(2);
        (await store.PurgeAccountsAsync(Source, 5, AsOf.AddDays(-1), most: 2, default)).Should().Be(1);
        (await store.PurgeAccountsAsync(Source, 5, AsOf.AddDays(-1), most: 2, default)).Should().Be(0);

        (await store.ReadAllAccountsAsync(Source, default).Select(account => account.State.AccountId).ToListAsync()).Should().BeEquivalentTo(ids[0], ids[1], ids[5], ids[6], other);
        (await store.ReadAllAccountsAsync("other", default).CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task An_account_that_came_back_is_not_purged_however_long_it_had_been_gone()
    {
        var store = Open();
        await store.SaveAccountsAsync(Source, [new StoredAccount(Account(Number(0)) with { GoneSince = AsOf }, null)], default);
        var gone = (await store.ReadAccountsAsync(Source, [Number(0)], default)).Single();
        await store.SaveAccountsAsync(Source, [gone with { State = gone.State with { GoneSince = null } }], default);

        (await store.PurgeAccountsAsync(Source, AccountBucket.Of(Number(0)), AsOf.AddDays(1), most: 2, default)).Should().Be(0);

        (await store.ReadPresentIdsAsync(Source, default).ToListAsync()).Should().Equal(Number(0));
    }

    [Fact]
    public async Task An_account_that_was_purged_can_come_back()
    {
        var store = Open();
        await store.SaveAccountsAsync(Source, [new StoredAccount(Account(Number(0)) with { GoneSince = AsOf }, null)], default);
        var gone = (await store.ReadAccountsAsync(Source, [Number(0)], default)).Single();
        (await store.PurgeAccountsAsync(Source, AccountBucket.Of(Number(0)), AsOf.AddDays(1), most: 2, default)).Should().Be(1);

        (await store.SaveAccountsAsync(Source, [gone], default)).Should().Be(SaveResult.Changed);
        (await store.SaveAccountsAsync(Source, [gone with { Version = null }], default)).Should().Be(SaveResult.Saved);
    }

    [Fact]
    public async Task Marks_of_every_run_but_the_active_one_are_purged_a_piece_at_a_time()
    {
        var store = Open();
        foreach (var run in new[] { Run('a'), Run('a') with { Number = 2 }, Run('b') })
        {
            for (var chunk = 0; chunk < 3; chunk++)
                await store.RecordChunkAsync(Source, start: 1, run, chunk, [], default);
        }

        await store.RecordChunkAsync("other", start: 1, Run('a'), 0, [], default);
        await store.CommitAsync(Step(Source, Record('a')) with { Uploads = [Seen("x.csv", "1")] }, null, default);

        (await store.PurgeChunksAsync(Source, Run('a') with { Number = 2 }, most: 4, default)).Should().Be(4);
        (await store.PurgeChunksAsync(Source, Run('a') with { Number = 2 }, most: 4, default)).Should().Be(2);
        (await store.ReadChunksAsync(Source, Run('a') with { Number = 2 }, default)).Should().HaveCount(3);
        (await store.PurgeChunksAsync(Source, active: null, most: 4, default)).Should().Be(3);

        (await store.ReadChunksAsync("other", Run('a'), default)).Should().HaveCount(1);
        (await store.ReadReportsAsync(Source, default).CountAsync()).Should().Be(1);
        (await store.ReadUploadsAsync(Source, default).CountAsync()).Should().Be(1);
        (await store.ReadLaneAsync(Source, default)).Version.Should().NotBeNull();
    }

    [Fact]
    public async Task Only_notifications_that_were_sent_or_are_unconfirmed_are_purged_once_they_are_old_and_not_kept()
    {
        var store = Open();
        await store.AddNotificationsAsync([.. "abcdef".Select(letter => Told($"{letter}"))], default);
        var kept = new HashSet<string>(StringComparer.Ordinal) { "f" };
        foreach (var id in new[] { "a", "b", "c", "f" })
        {
            var status = id == "b" ? NotificationStatus.Unconfirmed : NotificationStatus.Sent;
            await store.SaveNotificationAsync(Told(id) with { Status = status, CreatedAt = id == "c" ? AsOf.AddDays(2) : AsOf }, default);
        }

        await store.SaveNotificationAsync(Told("d") with { Status = NotificationStatus.Failed }, default);

        (await store.PurgeNotificationsAsync(AsOf, kept, most: 10, default)).Should().Be(0);
        (await store.PurgeNotificationsAsync(AsOf.AddDays(1), kept, most: 1, default)).Should().Be(1);
        (await store.PurgeNotificationsAsync(AsOf.AddDays(1), kept, most: 10, default)).Should().Be(1);

        foreach (var id in new[] { "c", "d", "e", "f" })
            (await store.ReadNotificationAsync(id, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task Another_process_finds_everything()
    {
        var store = Open();
        await store.CommitAsync(Step(Source, Record('a')), null, default);
        await store.RecordChunkAsync(Source, start: 1, Run('a'), 3, [], default);
        await store.SaveAccountsAsync(Source, [new StoredAccount(Everything("100000000001"), null)], default);
        await store.AddNotificationsAsync([Told("a")], default);
        var lane = await store.ReadLaneAsync(Source, default);
        var account = (await store.ReadAccountsAsync(Source, ["100000000001"], default)).Single();

        var again = Open();

        (await again.ReadLaneAsync(Source, default)).Should().Be(lane);
        Json(await again.ReadReportAsync(Source, Id('a'), default)).Should().Be(Json(Record('a')));
        (await again.ReadChunksAsync(Source, Run('a'), default)).Should().BeEquivalentTo([3]);
        (await again.ReadPendingNotificationsAsync(default).ToListAsync()).Should().ContainSingle();
        (await again.ReadAllAccountsAsync(Source, default).ToListAsync()).Single().State.Should().BeEquivalentTo(Everything("100000000001"));
        (await again.SaveAccountsAsync(Source, [account], default)).Should().Be(SaveResult.Saved);
        (await again.CommitAsync(Step(Source, Record('b')), lane.Version, default)).Should().BeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_property_of_an_account_comes_back(bool isFull)
    {
        var store = Open();
        var account = (isFull ? EveryProperty.Full<AccountState>() : EveryProperty.Sparse<AccountState>()) with { AccountId = Number(0) };

        await store.SaveAccountsAsync(Source, [new StoredAccount(account, null)], default);

        var read = (await store.ReadAccountsAsync(Source, [Number(0)], default)).Single().State;
        EveryProperty.Text(read).Should().Be(EveryProperty.Text(account));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_property_of_a_lane_a_report_and_an_upload_comes_back(bool isFull)
    {
        var store = Open();
        var lane = (isFull ? EveryProperty.Full<Lane>() : EveryProperty.Sparse<Lane>()) with { Source = Source };
        var report = (isFull ? EveryProperty.Full<ReportRecord>() : EveryProperty.Sparse<ReportRecord>()) with { Source = Source };
        var upload = isFull ? EveryProperty.Full<Upload>() : EveryProperty.Sparse<Upload>();

        await store.CommitAsync(new LaneStep(lane, [report]) { Uploads = [upload] }, null, default);

        EveryProperty.Text((await store.ReadLaneAsync(Source, default)).Lane).Should().Be(EveryProperty.Text(lane));
        EveryProperty.Text(await store.ReadReportAsync(Source, report.ReportId, default)).Should().Be(EveryProperty.Text(report));
        EveryProperty.Text(await store.ReadUploadAsync(Source, upload.Name, default)).Should().Be(EveryProperty.Text(upload));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_property_of_a_notification_comes_back(bool isFull)
    {
        var store = Open();
        var notification = isFull ? EveryProperty.Full<Notification>() : EveryProperty.Sparse<Notification>();

        await store.AddNotificationsAsync([notification], default);

        EveryProperty.Text(await store.ReadNotificationAsync(notification.Id, default)).Should().Be(EveryProperty.Text(notification));
    }

    [Fact]
    public async Task A_late_start_writes_nothing_where_a_later_one_has_written()
    {
        var store = Open();
        var ids = OfOneBucket(4);
        await store.SaveAccountsAsync(Source, start: 2, [new StoredAccount(Account(ids[0]), null)], default);
        var known = (await store.ReadAccountsAsync(Source, [ids[0]], default)).Single();
        (await store.SaveAccountsAsync(Source, start: 3, [new StoredAccount(Account(ids[1]), null)], default)).Should().Be(SaveResult.Saved);

        (await store.SaveAccountsAsync(Source, start: 2, [known with { State = known.State with { Username = "late" } }], default)).Should().Be(SaveResult.Superseded);
        (await store.SaveAccountsAsync(Source, start: 2, [new StoredAccount(Account(ids[2]), null)], default)).Should().Be(SaveResult.Superseded);
        (await store.RecordChunkAsync(Source, start: 2, Run('a'), 7, [new StoredAccount(Account(ids[2]), null)], default)).Should().Be(SaveResult.Superseded);

        (await store.ReadAllAccountsAsync(Source, default).Select(each => (each.State.AccountId, each.State.Username)).ToListAsync())
            .Should().BeEquivalentTo([(ids[0], Account(ids[0]).Username), (ids[1], Account(ids[1]).Username)]);
        (await store.ReadChunksAsync(Source, Run('a'), default)).Should().BeEmpty();
        (await store.SaveAccountsAsync(Source, start: 3, [known with { State = known.State with { Username = "in time" } }], default)).Should().Be(SaveResult.Saved);
        (await store.SaveAccountsAsync("other", start: 1, [new StoredAccount(Account(ids[0]), null)], default)).Should().Be(SaveResult.Saved);
    }

    [Fact]
    public async Task A_claim_shuts_every_earlier_start_out_and_no_later_one()
    {
        var store = Open();
        var ids = Enumerable.Range(0, AccountBucket.Count).Select(bucket => Enumerable.Range(0, int.MaxValue).Select(Number).First(id => AccountBucket.Of(id) == bucket)).ToList();
        await store.SaveAccountsAsync(Source, start: 1, [new StoredAccount(Account(ids[3]), null)], default);

        (await store.ClaimAsync(Source, start: 2, default)).Should().BeTrue();
        (await store.ClaimAsync(Source, start: 2, default)).Should().BeTrue();
        (await store.ClaimAsync(Source, start: 1, default)).Should().BeFalse();

        foreach (var id in ids)
            (await store.SaveAccountsAsync(Source, start: 1, [new StoredAccount(Account(id), null)], default)).Should().Be(SaveResult.Superseded);
        (await store.ReadAllAccountsAsync(Source, default).CountAsync()).Should().Be(1);
        (await store.SaveAccountsAsync(Source, start: 9, [new StoredAccount(Account(ids[5]), null)], default)).Should().Be(SaveResult.Saved);
        (await store.ClaimAsync(Source, start: 8, default)).Should().BeFalse();
    }

    [Fact]
    public async Task A_chunk_is_marked_with_its_accounts_or_not_at_all()
    {
        var store = Open();
        (await store.RecordChunkAsync(Source, start: 1, Run('a'), 0, [new StoredAccount(Account(Number(0)), null)], default)).Should().Be(SaveResult.Saved);
        (await store.RecordChunkAsync(Source, start: 1, Run('a'), 1, [new StoredAccount(Account(Number(0)), null)], default)).Should().Be(SaveResult.Changed);
        (await store.RecordChunkAsync(Source, start: 1, Run('a'), 2, [], default)).Should().Be(SaveResult.Saved);

        (await store.ReadChunksAsync(Source, Run('a'), default)).Should().BeEquivalentTo([0, 2]);
    }

    private static Upload Seen(string name, string version) => new()
    {
        Name = name,
        Version = version,
        Sha256 = Id('5'),
        GivenAsOf = "2026-11-01",
        IsAccepted = true,
        AsOf = AsOf,
        AsOfOrigin = AsOfOrigin.Given,
        ReportId = Id('a'),
        Match = ReportMatch.OlderCopy,
        Corrects = Id('b'),
    };

    private static string Id(char letter) => new(letter, 64);

    private static string Number(int index) => (100000000001 + index).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static RunStamp Run(char letter) => new(AsOf, Id(letter), 1);

    private static ReportRecord Record(char letter) => new()
    {
        Source = Source,
        ReportId = Id(letter),
        Sha256 = Id('5'),
        Name = $"{letter} & 报告.csv",
        Version = "1",
        AsOf = AsOf,
        Status = ReportStatus.Recording,
        Run = 1,
        Policy = new string('0', 64),
        TouchedAt = AsOf,
        Chunks = 3,
        Counts = new ReportCounts { Rows = 8, Accounts = 7, UnreadableRows = 1, ByRule = new Dictionary<string, long> { ["console-idle"] = 2 } },
    };

    private static LaneStep Step(string source, params ReportRecord[] records) =>
        new(new Lane { Source = source, Active = Run('a'), LastCompleted = new RunStamp(AsOf.AddDays(-1).AddTicks(1), Id('0'), 2), LastPolicy = Id('p'), LastHadUnreadableRows = true, Last = new LastReport(Id('0'), Id('5'), new ReportOrder(AsOf, 7)), Arrivals = 9, SeenAgainAsOf = AsOf.AddHours(3) }, records);

    private static Notification Told(string id) => new()
    {
        Id = id,
        Kind = NotificationKind.Digest,
        Source = Source,
        ReportId = Id('a'),
        Channel = "desk",
        Content = new NotificationContent { AsOf = AsOf, Reason = "7 accounts\n2 findings" },
        CreatedAt = AsOf,
    };

    // Everything at its limit, and of characters that JSON writes the longest.
    private static Notification Largest(string id) => Told(id) with
    {
        Run = 2,
        Attachment = new string('a', 200),
        Attempts = 3,
        Missed = [.. Enumerable.Range(0, 50).Select(number => new MissedRecipient($"{number:00}{new string('a', 250)}", number % 2 == 0 ? Long(MissedRecipient.MaxRefusal) : null))],
        LastError = Long(NotificationContent.MaxText),
        NextAttemptAt = AsOf.AddMinutes(1),
        ReplayedAt = AsOf.AddMinutes(2),
        Content = new NotificationContent
        {
            AsOf = AsOf,
            ReportName = Long(NotificationContent.MaxText),
            Owner = "Platform",
            IsBaseline = true,
            Reason = Long(NotificationContent.MaxText),
            ItemCount = 20_000,
            AccountCount = 10_000,
            HasEvidence = true,
            EvidenceUrl = "https://evidence.example.com/" + new string('a', 1_500),
            ConsoleUrl = "https://console.tencentcloud.com/cam/user",
            Remarks = [Long(NotificationContent.MaxText)],
            Figures = new RouteFigures { Open = new Dictionary<string, long> { ["critical"] = 1 }, Opened = 1, NotAssessed = long.MaxValue },
            Groups = [.. Enumerable.Range(0, NotificationContent.MaxGroups).Select(_ => new ItemGroup
            {
                Kind = ItemKind.RaisedByPolicy,
                Severity = Severity.Critical,
                Rule = "identity-without-credentials",
                Change = "operation-protection-removed",
                Resolves = "identity-without-credentials",
                IsAlerted = true,
                Count = long.MaxValue,
                Accounts = long.MaxValue,
            })],
            Items = [.. Enumerable.Range(0, NotificationContent.MaxItems).Select(number => new NotificationItem
            {
                Kind = ItemKind.RaisedByPolicy,
                AccountId = new string('1', 20),
                Username = Long(NotificationItem.MaxUsername),
                Severity = Severity.Critical,
                Rule = "identity-without-credentials",
                Change = "operation-protection-removed",
                Resolves = "identity-without-credentials",
                IsAlerted = true,
                Subject = Subject.Key2,
                SecretIdMask = "AKIDz8kr…hESA",
                Message = Long(NotificationItem.MaxMessage),
                FirstSeen = AsOf.AddDays(-number),
                OpenSince = AsOf,
                Note = Long(NotificationItem.MaxNote),
            })],
        },
    };

    private static string Long(int length) => new('\u202e', length);

    private static AccountState Account(string id) => new()
    {
        AccountId = id,
        Username = $"user {id}",
        UserType = "sub-user",
        Profile = Profile.Human,
        Run = Run('a'),
        Snapshot = new AccountSnapshot(),
        SnapshotAsOf = AsOf,
    };

    private static AccountState Everything(string id) => Account(id) with
    {
        Profile = Profile.Machine,
        GoneSince = AsOf.AddTicks(1),
        Snapshot = new AccountSnapshot
        {
            UserType = UserType.SubUser,
            Mfa = FlagReading.True,
            KeysAreComplete = true,
            Keys = [new KeySnapshot { Hash = "h", Mask = "AKIDz8kr…hESA", Slot = KeySlot.Two, Status = KeyStatus.Active, Created = AsOf, NeverUsed = true, UsedAsOf = AsOf.AddDays(-1), IsListed = true, GoneSince = AsOf }],
        },
        Findings =
        [
            new FindingState
            {
                Fingerprint = "f", Rule = "console-idle", Subject = Subject.Account, Severity = Severity.Info, CatalogueSeverity = Severity.Critical, Message = "“Idle”",
                Evidence = new Dictionary<string, string> { ["Last Console Login Time"] = "2020-01-01 1:02:03" },
                FirstSeen = AsOf, OpenedAt = AsOf, Openings = 2, LastSeen = AsOf, ResolvedAt = AsOf, Suppression = new Suppression(new DateOnly(2027, 1, 31), "Known", "Team"),
                Unnotified = AccountEventKind.Raised,
            },
        ],
        NotAssessed = [new UnassessedRule("console-idle", Subject.Key1, "MFADeviceActive is \"?\"")],
        Due =
        [
            new DueCheck("access-key-not-rotated", Subject.Key2, AsOf.AddDays(3).AddTicks(7), "AKIDab12…9xYz"),
            new DueCheck("console-idle", Subject.Account, AsOf.AddDays(5)),
        ],
        Events = [new AccountEvent { Kind = AccountEventKind.Opened, Severity = Severity.Info, Message = "m", Run = Run('a'), Openings = 1, CatalogueSeverity = Severity.High, IsSuppressed = true, IsLate = true }],
        EventsSince = Run('b'),
        PastOpenings = new Dictionary<string, int> { ["0123456789abcdef0123456789abcdef"] = 3 },
    };

    private static List<string> OfOneBucket(int count) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(Number).Where(id => AccountBucket.Of(id) == 5).Take(count)];

    private static string Json(ReportRecord? record) => JsonSerializer.Serialize(record!, PipelineJson.Default.ReportRecord);
}
