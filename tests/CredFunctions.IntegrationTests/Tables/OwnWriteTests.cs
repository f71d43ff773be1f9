using CredFunctions.Azure;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.IntegrationTests.Tables;

/// <summary>A write whose answer got lost is repeated by the client and runs into itself: that is no conflict.</summary>
public sealed class OwnWriteTests(AzuriteFixture azurite) : StorageTest(azurite)
{
    private const string Source = "acme";

    [Fact]
    public async Task A_lane_that_is_new_is_saved_once()
    {
        var store = ConnectAgain(LostAnswers.To(1)).Store;

        (await store.CommitAsync(Step("1"), version: null, Cancellation)).Should().BeTrue();
        (await store.CommitAsync(Step("2"), version: null, Cancellation)).Should().BeFalse("this time somebody else wrote it");
    }

    [Fact]
    public async Task A_lane_that_moved_is_saved_once()
    {
        await Storage.Store.CommitAsync(Step("1"), version: null, Cancellation);
        var version = (await Storage.Store.ReadLaneAsync(Source, Cancellation)).Version;
        var store = ConnectAgain(LostAnswers.To(1)).Store;

        (await store.CommitAsync(Step("2"), version, Cancellation)).Should().BeTrue();
        (await store.CommitAsync(Step("3"), version, Cancellation)).Should().BeFalse();
        (await Storage.Store.ReadReportAsync(Source, "3", Cancellation)).Should().BeNull();
    }

    [Fact]
    public async Task Accounts_are_saved_once_whether_they_are_new_or_known()
    {
        var store = ConnectAgain(LostAnswers.To(2)).Store;
        var ids = Known.Ids(100);

        (await store.SaveAccountsAsync(Source, 1, [.. ids.Select(id => new StoredAccount(Known.Account(id), null))], Cancellation)).Should().Be(SaveResult.Saved);
        var known = await store.ReadAccountsAsync(Source, ids, Cancellation);
        (await store.SaveAccountsAsync(Source, 1, known, Cancellation)).Should().Be(SaveResult.Saved);
        (await store.SaveAccountsAsync(Source, 1, known, Cancellation)).Should().Be(SaveResult.Changed, "these versions are no more");
    }

    [Fact]
    public async Task Notifications_are_added_once()
    {
        var store = ConnectAgain(LostAnswers.To(1)).Store;

        await store.AddNotificationsAsync([Known.Notification("one")], Cancellation);

        (await RowsOfAsync(ResourceNames.NotificationsTable)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_notification_is_saved_once()
    {
        await Storage.Store.AddNotificationsAsync([Known.Notification("one")], Cancellation);
        var store = ConnectAgain(LostAnswers.To(1)).Store;

        (await store.SaveNotificationAsync(Known.Notification("one"), Cancellation)).Should().BeTrue();
        (await store.SaveNotificationAsync(Known.Notification("one"), Cancellation)).Should().BeFalse("this revision is no more");
    }

    // The write happened, but what it wrote is history: the caller reads again and finds that nothing is left to do.
    [Fact]
    public async Task A_write_that_was_overtaken_before_it_was_recognised_counts_as_a_conflict()
    {
        var overtake = LostAnswers.To(1, async () =>
        {
            var version = (await Storage.Store.ReadLaneAsync(Source, Cancellation)).Version;
            (await Storage.Store.CommitAsync(Step("other"), version, Cancellation)).Should().BeTrue();
        });

        (await ConnectAgain(overtake).Store.CommitAsync(Step("1"), version: null, Cancellation)).Should().BeFalse();
        (await Storage.Store.ReadReportAsync(Source, "1", Cancellation)).Should().NotBeNull();
    }

    private static LaneStep Step(string reportId) => new(Known.Lane(Source), [Known.Report(Source, reportId, ReportStatus.Recording)]);
}
