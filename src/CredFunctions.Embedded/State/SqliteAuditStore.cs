using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Embedded.State;

/// <summary>
/// The audit store in a state file: a file of source a concern, and here the numbers by which rows know sources and runs. SQLite is
/// synchronous, so nothing waits.
/// </summary>
internal sealed partial class SqliteAuditStore : IAuditStore
{
    private readonly StateFile file;
    private readonly Dictionary<string, long> sources = new(StringComparer.Ordinal);
    private readonly Dictionary<long, RunStamp> runs = [];
    private (RunStamp Run, long Number)? lastRun;

    public SqliteAuditStore(StateFile file)
    {
        this.file = file;
        file.Undone += () =>
        {
            sources.Clear();
            runs.Clear();
            lastRun = null;
            bodies.Clear();
        };
    }

    /// <summary>Called with every step that was saved.</summary>
    public Action<LaneStep> Committed { get; init; } = _ => { };

    // Within a read or a write, as all of these. Null where the source is new.
    private long? FindSource(string source)
    {
        if (sources.TryGetValue(source, out var known))
            return known;
        if (file.Statement("SELECT number FROM sources WHERE name = ?1").Value(source).Number is not { } number)
            return null;

        return sources[source] = number;
    }

    private long FindOrAddSource(string source)
    {
        if (FindSource(source) is { } known)
            return known;

        file.Statement("INSERT INTO sources (name) VALUES (?1)").Execute(source);
        return FindSource(source)!.Value;
    }

    // Null where the run has touched nothing.
    private long? FindRun(RunStamp run)
    {
        // Nearly every account is of the run that the one before it was of.
        if (lastRun is { } last && last.Run == run)
            return last.Number;
        if (file.Statement("SELECT number FROM runs WHERE report_id = ?1 AND as_of = ?2 AND run = ?3")
            .Value(run.ReportId, run.AsOf.UtcTicks, run.Number).Number is not { } number)
            return null;

        lastRun = (run, number);
        return number;
    }

    private long FindOrAddRun(RunStamp run)
    {
        if (FindRun(run) is { } known)
            return known;

        file.Statement("INSERT INTO runs (as_of, report_id, run) VALUES (?1, ?2, ?3)").Execute(run.AsOf.UtcTicks, run.ReportId, run.Number);
        return FindRun(run)!.Value;
    }

    private RunStamp RunOf(long number)
    {
        if (runs.TryGetValue(number, out var known))
            return known;

        using var rows = file.Statement("SELECT as_of, report_id, run FROM runs WHERE number = ?1").Query(number);
        if (!rows.Read())
            throw new InvalidDataException($"Run {number} is not in it.");
        return runs[number] = new RunStamp(new DateTimeOffset(rows.GetInt64(0), TimeSpan.Zero), rows.GetString(1), rows.GetInt32(2));
    }
}
