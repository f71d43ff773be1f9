using CredFunctions.Accounts;

namespace CredFunctions.Cli.Embedded.State;

/// <summary>The runs that touched accounts, and the numbers that stand for them in every row.</summary>
internal sealed class RunTable(StateFile file)
{
    private readonly Dictionary<RunStamp, long> numbers = [];
    private readonly Dictionary<long, RunStamp> runs = [];

    /// <summary>Within a read or a write: the run's number; null where it has touched nothing.</summary>
    public long? Find(RunStamp run)
    {
        if (numbers.TryGetValue(run, out var known))
            return known;
        if (file.Statement("SELECT number FROM runs WHERE report_id = ?1 AND as_of = ?2 AND run = ?3").Value(run.ReportId, run.AsOf.UtcTicks, run.Number) is not long number)
            return null;

        return numbers[run] = number;
    }

    /// <summary>Within a write: the run's number, given to it now where it is new.</summary>
    public long FindOrAdd(RunStamp run)
    {
        if (Find(run) is { } known)
            return known;

        // Not remembered yet: the transaction may still be undone.
        file.Statement("INSERT INTO runs (as_of, report_id, run) VALUES (?1, ?2, ?3)").Execute(run.AsOf.UtcTicks, run.ReportId, run.Number);
        return (long)file.Statement("SELECT last_insert_rowid()").Value()!;
    }

    /// <summary>Within a read or a write: the run of a number that a row holds.</summary>
    public RunStamp Of(long number)
    {
        if (runs.TryGetValue(number, out var known))
            return known;

        using var rows = file.Statement("SELECT as_of, report_id, run FROM runs WHERE number = ?1").Query(number);
        if (!rows.Read())
            throw new InvalidDataException($"The state is damaged: run {number} is not in it.");
        return runs[number] = new RunStamp(new DateTimeOffset(rows.GetInt64(0), TimeSpan.Zero), rows.GetString(1), rows.GetInt32(2));
    }
}
