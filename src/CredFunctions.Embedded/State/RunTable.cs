using CredFunctions.Accounts;

namespace CredFunctions.Embedded.State;

/// <summary>The runs that touched accounts, and the numbers that stand for them in every row.</summary>
internal sealed class RunTable
{
    private readonly StateFile file;
    private readonly Dictionary<long, RunStamp> runs = [];
    private (RunStamp Run, long Number)? last;

    public RunTable(StateFile file)
    {
        this.file = file;
        file.WhenUndone(() =>
        {
            runs.Clear();
            last = null;
        });
    }

    /// <summary>Within a read or a write: the run's number; null where it has touched nothing.</summary>
    public long? Find(RunStamp run)
    {
        // Nearly every account is of the run that the one before it was of.
        if (last is { } known && known.Run == run)
            return known.Number;
        if (file.Statement("SELECT number FROM runs WHERE report_id = ?1 AND as_of = ?2 AND run = ?3").Value(
            run.ReportId, run.AsOf.UtcTicks, run.Number).Number is not { } number)
            return null;

        last = (run, number);
        return number;
    }

    /// <summary>Within a write: the run's number, given to it now where it is new.</summary>
    public long FindOrAdd(RunStamp run)
    {
        if (Find(run) is { } known)
            return known;

        file.Statement("INSERT INTO runs (as_of, report_id, run) VALUES (?1, ?2, ?3)").Execute(run.AsOf.UtcTicks, run.ReportId, run.Number);
        return Find(run)!.Value;
    }

    /// <summary>Within a read or a write: the run of a number that a row holds.</summary>
    public RunStamp Of(long number)
    {
        if (runs.TryGetValue(number, out var known))
            return known;

        using var rows = file.Statement("SELECT as_of, report_id, run FROM runs WHERE number = ?1").Query(number);
        if (!rows.Read())
            throw new InvalidDataException($"Run {number} is not in it.");
        return runs[number] = new RunStamp(new DateTimeOffset(rows.GetInt64(0), TimeSpan.Zero), rows.GetString(1), rows.GetInt32(2));
    }
}
