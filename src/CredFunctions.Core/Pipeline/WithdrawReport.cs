using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>Withdraws the last completed report of a source: the one before it is recorded again, or its accounts are forgotten.</summary>
public sealed class WithdrawReport(LaneKeeper lanes, InboxFiles files)
{
    /// <summary>What withdrawing a report would do. Nothing changes.</summary>
    public async Task<Withdrawal> LookAsync(ReportRecord report, CancellationToken cancellationToken)
    {
        var lane = await lanes.LaneAsync(report.Source, cancellationToken);
        if (report.Status is ReportStatus.Withdrawn)
            return Withdrawal.Refused("It is withdrawn already.");
        if (lane.Last?.ReportId != report.ReportId)
            return Withdrawal.Refused("It is not the last completed report of its source, and only that can be withdrawn.");
        if (lane.Active is not null)
            return Withdrawal.Refused("A report of its source is being recorded: withdraw it once that has ended.");
        if (report.Before is not { } id)
            return new Withdrawal(Before: null, Refusal: null);

        var before = await lanes.ReportAsync(report.Source, id, cancellationToken);
        var bytes = before is null ? null : await files.FindAsync(before, cancellationToken);
        if (bytes is null)
            return Withdrawal.Refused($"The file of the report before it, \"{before?.Name}\", is not kept any more, "
                + "so that report cannot be recorded again: bring its file back first.");

        await bytes.DisposeAsync();
        return new Withdrawal(before, Refusal: null);
    }

    /// <summary>Withdraws a report, which the engine then carries out. Returns what becomes of it, or why that is refused.</summary>
    public async Task<Withdrawal> HandleAsync(ReportRecord report, CancellationToken cancellationToken)
    {
        var withdrawal = await LookAsync(report, cancellationToken);
        if (withdrawal.Refusal is not null || await lanes.WithdrawAsync(report, withdrawal.Before, cancellationToken))
            return withdrawal;
        return Withdrawal.Refused("Another report of its source has arrived meanwhile: see the history, and try again.");
    }
}

/// <summary>What becomes of a report that a person withdraws.</summary>
/// <param name="Before">The report that is recorded again; null where there is none, so that the source's accounts are forgotten.</param>
/// <param name="Refusal">Why it cannot be withdrawn, and what to do; null where it can.</param>
public sealed record Withdrawal(ReportRecord? Before, string? Refusal)
{
    internal static Withdrawal Refused(string reason) => new(Before: null, reason);
}
