using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>Withdraws the last completed report of a source: the one before it is recorded again, or its accounts are forgotten.</summary>
public sealed class WithdrawReport(IAuditStore store, IReportInbox inbox, LaneKeeper lanes)
{
    /// <summary>What withdrawing a report would do. Nothing is changed.</summary>
    public async Task<Withdrawal> LookAsync(ReportRecord report, CancellationToken cancellationToken)
    {
        var lane = (await store.ReadLaneAsync(report.Source, cancellationToken)).Lane;
        if (report.Status is ReportStatus.Withdrawn)
            return Withdrawal.Refused("It is withdrawn already.");
        if (lane.Last?.ReportId != report.ReportId)
            return Withdrawal.Refused("It is not the last completed report of its source, and only that can be withdrawn.");
        if (lane.Active is not null)
            return Withdrawal.Refused("A report of its source is being recorded: withdraw it once that has ended.");
        if (report.Before is not { } id)
            return new Withdrawal(Before: null, Refusal: null);

        var before = await store.ReadReportAsync(report.Source, id, cancellationToken);
        var bytes = before is null ? null : await new ReportFiles(inbox, store).FindAsync(before, cancellationToken);
        if (bytes is null)
            return Withdrawal.Refused($"The file of the report before it, \"{before?.Name}\", is not kept any more, "
                + "so that report cannot be recorded again: bring its file back first.");

        await bytes.DisposeAsync();
        return new Withdrawal(before, Refusal: null);
    }

    /// <summary>Withdraws a report; the engine does the rest. Gives what is done, or why it is refused.</summary>
    public async Task<Withdrawal> HandleAsync(ReportRecord report, CancellationToken cancellationToken)
    {
        var withdrawal = await LookAsync(report, cancellationToken);
        if (withdrawal.Refusal is not null || await lanes.WithdrawAsync(report, withdrawal.Before, cancellationToken))
            return withdrawal;
        return Withdrawal.Refused("Another report of its source has come meanwhile: look at the history, and try again.");
    }
}
