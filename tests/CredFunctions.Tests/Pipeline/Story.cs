using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Tests.Pipeline;

/// <summary>What people do to the pipeline, step by step; each waits for what it needs and for nothing more.</summary>
internal sealed record Story(string Name, Func<World, Task> PlayAsync)
{
    public static IReadOnlyList<Story> All { get; } =
    [
        new("two reports, the second while the first is worked", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Seen(world, Reports.First);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
        }),
        new("three reports interleaved", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Seen(world, Reports.First);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
            await Seen(world, Reports.Second);
            world.Upload("3.csv", Reports.Third, Reports.Day(2));
        }),
        new("a second reopening, and a rise of severity on the way", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Complete(world, Reports.First);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
            await Complete(world, Reports.Second);
            world.Upload("3.csv", Reports.Third, Reports.Day(2));
        }),
        new("findings that stay, and are told again", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Complete(world, Reports.First);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
            await Complete(world, Reports.Second);
            world.Upload("4.csv", Reports.Fourth, Reports.Day(3));
        }),
        new("a stale report", async world =>
        {
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
            await Complete(world, Reports.Second);
            world.Upload("1.csv", Reports.First, Reports.Day(0));
        }),
        new("a rejected report, uploaded again", async world =>
        {
            world.Upload("1.csv", Reports.CutOff, Reports.Day(0));
            await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.CutOff) is ReportStatus.Rejected && world.Inbox.Rejected.Count == 1);
            world.Inbox.Rejected.Clear();
            world.Upload("again.csv", Reports.CutOff, Reports.Day(0));
            await world.WorkUntilAsync(() => Task.FromResult(world.Inbox.Rejected.Count == 1));
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
        }),
        new("the same bytes after a policy edit", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.Policies.Edit("""{ "rules": { "console-mfa-disabled": { "severity": "critical" } } }""");
            world.Upload("again.csv", Reports.First, Reports.Day(0));
        }),
        new("the same bytes hours later, and once more after days", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.Upload("hours.csv", Reports.First, Reports.Day(0).AddHours(3));
            await world.WorkUntilAsync(() => Task.FromResult(!world.Inbox.Names.Any()));
            world.Upload("days.csv", Reports.First, Reports.Day(5));
            await world.WorkUntilAsync(async () => await world.RecordOfAsync(Reports.First, Reports.Day(5)) is { Status: ReportStatus.Complete } && !world.Inbox.Names.Any());
        }),
        new("a bad report, a good one, and the bad one back within hours", async world =>
        {
            world.Upload("a.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.Upload("b.csv", Reports.Second, Reports.Day(0).AddHours(1));
            await Finished(world, Reports.Second);
            world.Upload("a-again.csv", Reports.First, Reports.Day(0).AddHours(2));
            await world.WorkUntilAsync(() => Task.FromResult(!world.Inbox.Names.Any()));
            world.Upload("c.csv", Reports.Third, Reports.Day(2));
        }),
        new("the bytes of an older report days later, held and accepted", async world =>
        {
            world.Upload("a.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.Upload("b.csv", Reports.Second, Reports.Day(1));
            await Finished(world, Reports.Second);
            world.Upload("a.csv", Reports.First, Reports.Day(2));
            await world.WorkUntilAsync(async () => await world.RecordOfAsync(Reports.First, Reports.Day(2)) is { Status: ReportStatus.Held });
            world.Inbox.Accept("a.csv");
            await world.WorkUntilAsync(async () => await world.RecordOfAsync(Reports.First, Reports.Day(2)) is { Status: ReportStatus.Complete } && !world.Inbox.Names.Any());
        }),
        new("a held report that a later one makes stale", async world =>
        {
            world.Upload("many.csv", Reports.Many, Reports.Day(0));
            await Finished(world, Reports.Many);
            world.Upload("few.csv", Reports.Few, Reports.Day(1));
            await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.Few) is ReportStatus.Held);
            world.Upload("many.csv", Reports.Many, Reports.Day(2));
            await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.Few) is ReportStatus.Stale && !world.Inbox.Names.Any());
        }),
        new("a report that is withdrawn, and the next one", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
            await Finished(world, Reports.Second);
            await world.WithdrawAsync(Reports.Second);
            await world.WorkUntilAsync(async () => await world.RecordOfAsync(Reports.First) is { Status: ReportStatus.Complete, Run: 2 });
            world.Upload("3.csv", Reports.Third, Reports.Day(2));
        }),
        new("the only report is withdrawn, and another one is the first", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            await world.WithdrawAsync(Reports.First);
            await world.WorkUntilAsync(async () => await world.LaneAsync() is { Active: null, LastCompleted: null });
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
        }),
        new("an as-of that is put right, before and after the report was recorded", async world =>
        {
            world.Upload("many.csv", Reports.Many, Reports.Day(0));
            await Finished(world, Reports.Many);
            world.Upload("few.csv", Reports.Few, Reports.Day(2));
            await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.Few) is ReportStatus.Held);
            world.ChangeAsOf("few.csv", Reports.Day(1));
            await world.WorkUntilAsync(async () => await world.RecordOfAsync(Reports.Few, Reports.Day(1)) is { Status: ReportStatus.Held } && await world.RecordOfAsync(Reports.Few, Reports.Day(2)) is null);
            world.Inbox.Accept("few.csv");
            await world.WorkUntilAsync(async () => await world.RecordOfAsync(Reports.Few, Reports.Day(1)) is { Status: ReportStatus.Complete });
        }),
        new("a policy edit in the middle of a report", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Seen(world, Reports.First);
            world.Policies.Edit("""{ "rules": { "console-mfa-disabled": "off" } }""");
            await Finished(world, Reports.First);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
        }),
        new("a chunk that never records, then the same bytes again", async world =>
        {
            world.IsStuck = chunk => chunk.Chunk == 1;
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.First) is ReportStatus.Incomplete && !world.Inbox.Names.Any());
            world.IsStuck = _ => false;
            world.Upload("again.csv", Reports.First, Reports.Day(0));
            await Complete(world, Reports.First);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
        }),
        new("a chunk that never records, then the next report", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.IsStuck = chunk => chunk.Chunk == 1 && chunk.Run.AsOf == Reports.Day(1);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
            await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.Second) is ReportStatus.Incomplete);
            world.Upload("3.csv", Reports.Third, Reports.Day(2));
        }),
        new("alerts of a chunk that never records are told with the next report", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.IsStuck = chunk => chunk.Chunk == 1 && chunk.Run.AsOf == Reports.Day(1);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
            await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.Second) is ReportStatus.Incomplete);
            world.Upload("4.csv", Reports.Fourth, Reports.Day(3));
        }),
        new("one name for every report, as who overwrites the last one has it", async world =>
        {
            world.Upload("x.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.Upload("x.csv", Reports.Second, Reports.Day(1));
            await Finished(world, Reports.Second);
            world.Upload("x.csv", Reports.First, Reports.Day(0));
            await world.WorkUntilAsync(() => Task.FromResult(!world.Inbox.Names.Any()));
            world.Upload("x.csv", Reports.Third, Reports.Day(2));
        }),
        new("a report that nobody speaks of", async world =>
        {
            world.Inbox.Upload("1.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.Inbox.Upload("2.csv", Reports.Second, Reports.Day(1));
        }),
        new("a held report that is accepted", async world =>
        {
            world.Upload("many.csv", Reports.Many, Reports.Day(0));
            await Finished(world, Reports.Many);
            world.Upload("few.csv", Reports.Few, Reports.Day(1));
            await world.WorkUntilAsync(async () => await world.StatusOfAsync(Reports.Few) is ReportStatus.Held);
            world.Inbox.Accept("few.csv");
            await Complete(world, Reports.Few);
            world.Upload("many.csv", Reports.First, Reports.Day(2));
        }),
        new("more findings than a notification names", async world =>
        {
            world.Upload("1.csv", Reports.Untold, Reports.Day(0));
            await Complete(world, Reports.Untold);
            world.Upload("2.csv", Reports.UntoldLater, Reports.Day(1));
        }),
        new("a policy that cannot be read, and is mended", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.Policies.Break("""{ "rules": 7 }""");
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
            await Finished(world, Reports.Second);
            world.Policies.Edit("""{ "rules": { "console-mfa-disabled": "off" } }""");
            world.Upload("3.csv", Reports.Third, Reports.Day(2));
        }),
        new("keep times that pass between two reports", async world =>
        {
            world.Upload("1.csv", Reports.First, Reports.Day(0));
            await Finished(world, Reports.First);
            world.Upload("2.csv", Reports.Second, Reports.Day(1));
            await Finished(world, Reports.Second);
            await world.WorkUntilAsync(() => Task.FromResult(world.Notifications.All(each => each.Status is NotificationStatus.Sent)));
            world.Time.Advance(TimeSpan.FromDays(500));
            await world.WorkUntilAsync(async () => !world.Notifications.Any() && !world.Inbox.All.Any() && !(await world.AccountIdsAsync()).Contains("100000000007"));
            world.Upload("3.csv", Reports.Third, Reports.Day(500));
        }),
    ];

    public override string ToString() => Name;

    private static Task Seen(World world, StoryReport report) => world.WorkUntilAsync(async () => await world.StatusOfAsync(report) is not null);

    private static Task Complete(World world, StoryReport report) =>
        world.WorkUntilAsync(async () => await world.StatusOfAsync(report) is ReportStatus.Complete);

    private static Task Finished(World world, StoryReport report) =>
        world.WorkUntilAsync(async () => await world.StatusOfAsync(report) is ReportStatus.Complete && !world.Inbox.Names.Any());
}
