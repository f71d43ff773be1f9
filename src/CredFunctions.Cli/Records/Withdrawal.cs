using CredFunctions.Pipeline;
using CredFunctions.Pipeline.Lanes;

using Microsoft.Extensions.Logging.Abstractions;

namespace CredFunctions.Cli.Records;

/// <summary>A withdrawal that can be done: of the last completed report of a source.</summary>
internal sealed class Withdrawal
{
    private readonly OpenedStore records;
    private readonly ReportRecord report;
    private readonly ReportRecord? before;
    private readonly TimeProvider time;

    private Withdrawal(OpenedStore records, ReportRecord report, ReportRecord? before, TimeProvider time)
    {
        this.records = records;
        this.report = report;
        this.before = before;
        this.time = time;
    }

    /// <summary>What would come of it, in a sentence.</summary>
    public string WhatItWouldDo => before is null
        ? $"{Named(report)} would be withdrawn, its source's only report: its accounts would be forgotten without a notification, and the next report would be a first one."
        : $"{Named(report)} would be withdrawn: {Of(before)} would be recorded again, and what that changes be notified.";

    /// <exception cref="CommandException">It cannot be withdrawn.</exception>
    public static async Task<Withdrawal> FindAsync(
        OpenedStore records, string id, string? source, string? folder, TimeProvider time, CancellationToken cancellationToken)
    {
        var report = await new ReportLookup(records.Store).FindAsync(id, source, cancellationToken);
        var lane = (await records.Store.ReadLaneAsync(report.Source, cancellationToken)).Lane;
        if (report.Status is ReportStatus.Withdrawn)
            throw Refusal($"{Named(report)} is withdrawn already.");
        if (lane.Last?.ReportId != report.ReportId)
        {
            var last = lane.Last is { } other ? $", which is {ReportLookup.Short(other.ReportId)}" : "";
            throw Refusal($"{Named(report)} is not the last completed one of its source{last}: only that can be withdrawn.");
        }

        if (lane.Active is { } active)
            throw Refusal($"Report {ReportLookup.Short(active.ReportId)} of {report.Source} is being recorded: withdraw once that has ended.");
        if (report.Before is not { } beforeId)
            return new Withdrawal(records, report, before: null, time);

        if (await records.Store.ReadReportAsync(report.Source, beforeId, cancellationToken) is not { } before
            || !await new KeptReports(records, folder, time).HasAsync(before, cancellationToken))
        {
            var where = records.Azure is not null ? "bring it into the container reports again" : "bring it back, or name the watched folder with --folder";
            throw Refusal($"{Named(report)} cannot be withdrawn: the file of report {ReportLookup.Short(beforeId)}, which would be recorded again, is not where it was; {where}.");
        }

        return new Withdrawal(records, report, before, time);
    }

    /// <summary>Withdraws the report; gives the sentence that says what happens now.</summary>
    /// <exception cref="CommandException">Another report came in between.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var lanes = new LaneKeeper(records.Store, new NoQueues(), time, NullLogger<LaneKeeper>.Instance);
        if (!await lanes.WithdrawAsync(report, before, cancellationToken))
            throw Refusal($"Another report of {report.Source} has arrived meanwhile: look at \"credfunctions history {report.Source} {records.Option}\" and try again.");

        var what = before is null ? "its accounts are forgotten" : $"{Of(before)} is recorded again";
        return $"{Named(report)} is withdrawn, and {what}. {await WhoDoesSoAsync(cancellationToken)}";
    }

    private async Task<string> WhoDoesSoAsync(CancellationToken cancellationToken) =>
        records.Azure is not null ? "The next sweep, at most an hour and a quarter from now, does so."
        : await ScanAgain.CommandAsync(records, before ?? report, cancellationToken) is not { } command ? "A watch over its folder does so at once."
        : before is null ? "The next scan into this state does so."
        : $"The next scan into this state does so, such as \"{command}\".";

    private static string Named(ReportRecord report) => $"Report {ReportLookup.Short(report.ReportId)} of {report.Source}, as of {Zoned(report)},";

    private static string Of(ReportRecord before) => $"report {ReportLookup.Short(before.ReportId)}, as of {Zoned(before)},";

    private static string Zoned(ReportRecord report) => $"{ShownTime.Of(report.AsOf)} {ShownTime.Zone}";

    private static CommandException Refusal(string sentence) => new(ExitCode.Usage, sentence);
}
