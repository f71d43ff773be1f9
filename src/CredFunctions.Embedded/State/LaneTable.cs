using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Embedded.State;

/// <summary>Lanes, their reports, the uploads that were seen, and the chunks of a run that are recorded.</summary>
internal sealed class LaneTable(StateFile file, SourceTable sources)
{
    public IReadOnlyList<string> Sources() => file.Read(() =>
    {
        var names = new List<string>();
        using var rows = file.Statement("SELECT name FROM sources WHERE lane IS NOT NULL ORDER BY name").Query();
        while (rows.Read())
            names.Add(rows.GetString(0));
        return names;
    });

    public StoredLane ReadLane(string source) => file.Read(() =>
    {
        using var rows = file.Statement("SELECT lane, version FROM sources WHERE name = ?1 AND lane IS NOT NULL").Query(source);
        return rows.Read()
            ? new StoredLane(JsonSerializer.Deserialize(rows.GetBytes(0), PipelineJson.Default.Lane)!, Text(rows.GetInt64(1)))
            : new StoredLane(new Lane { Source = source }, null);
    });

    public ReportRecord? ReadReport(string source, string reportId) => file.Read(() =>
        file.Statement("SELECT record FROM reports WHERE source = ?1 AND report_id = ?2").Value(
            sources.Find(source), reportId).Bytes is { } record
            ? JsonSerializer.Deserialize(record, PipelineJson.Default.ReportRecord)
            : null);

    public IReadOnlyList<ReportRecord> ReadReports(string source) => ReadReports(source, "SELECT record FROM reports WHERE source = ?1");

    public IReadOnlyList<ReportRecord> ReadWaiting(string source) =>
        ReadReports(source, "SELECT record FROM reports WHERE source = ?1 AND waiting = 1");

    public IReadOnlyList<ReportRecord> ReadReportsOf(string source, string sha256) =>
        ReadReports(source, "SELECT record FROM reports WHERE source = ?1 AND sha256 = ?2", sha256);

    private List<ReportRecord> ReadReports(string source, string sql, string? sha256 = null) => file.Read(() =>
    {
        var records = new List<ReportRecord>();
        using var rows = file.Statement(sql).Query([sources.Find(source), .. sha256 is null ? [] : (SqlValue[])[sha256]]);
        while (rows.Read())
            records.Add(JsonSerializer.Deserialize(rows.GetBytes(0), PipelineJson.Default.ReportRecord)!);
        return records;
    });

    public bool Commit(LaneStep step, string? version) => file.Write(isSynced: true, () =>
    {
        var source = sources.FindOrAdd(step.Lane.Source);
        var lane = JsonSerializer.SerializeToUtf8Bytes(step.Lane, PipelineJson.Default.Lane);
        var changed = version is null
            ? file.Statement("UPDATE sources SET lane = ?1, version = version + 1 WHERE number = ?2 AND lane IS NULL").Execute(lane, source)
            : file.Statement("UPDATE sources SET lane = ?1, version = version + 1 WHERE number = ?2 AND version = ?3").Execute(
                lane, source, Number(version));
        if (changed == 0)
            return false;

        foreach (var record in step.Records)
        {
            file.Statement(
                "INSERT INTO reports (source, report_id, sha256, waiting, record) VALUES (?1, ?2, ?3, ?4, ?5) " +
                "ON CONFLICT DO UPDATE SET waiting = excluded.waiting, record = excluded.record")
                .Execute(
                    source, record.ReportId, record.Sha256, record.Status is ReportStatus.Waiting or ReportStatus.Held ? 1L : 0L,
                    JsonSerializer.SerializeToUtf8Bytes(record, PipelineJson.Default.ReportRecord));
        }

        foreach (var removed in step.Removed)
            file.Statement("DELETE FROM reports WHERE source = ?1 AND report_id = ?2").Execute(source, removed);
        foreach (var upload in step.Uploads)
            Save(source, upload);
        return true;
    });

    /// <summary>Marks a chunk of a run as recorded, within a write.</summary>
    public void MarkChunk(long source, RunStamp run, int chunk) =>
        file.Statement("INSERT INTO chunks (source, report_id, as_of, run, chunk) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")
            .Execute(source, run.ReportId, run.AsOf.UtcTicks, run.Number, chunk);

    public IReadOnlySet<int> ReadChunks(string source, RunStamp run) => file.ReadCommitted(() =>
    {
        var chunks = new HashSet<int>();
        using var rows = file.Statement("SELECT chunk FROM chunks WHERE source = ?1 AND report_id = ?2 AND as_of = ?3 AND run = ?4")
            .Query(sources.Find(source), run.ReportId, run.AsOf.UtcTicks, run.Number);
        while (rows.Read())
            chunks.Add(rows.GetInt32(0));
        return chunks;
    });

    /// <summary>Removes the marks of every run except the active one.</summary>
    public int PurgeChunks(string source, RunStamp? active, int most)
    {
        var purged = 0;
        file.Write(isSynced: false, () =>
        {
            purged = file.Statement(
                """
                DELETE FROM chunks WHERE (source, report_id, as_of, run, chunk) IN (
                    SELECT source, report_id, as_of, run, chunk FROM chunks
                    WHERE source = ?1 AND NOT (report_id = ?2 AND as_of = ?3 AND run = ?4) LIMIT ?5)
                """)
                .Execute(sources.Find(source), active?.ReportId ?? "", active?.AsOf.UtcTicks ?? 0, active?.Number ?? 0, most);
            return true;
        });
        return purged;
    }

    public Upload? ReadUpload(string source, string name) => file.Read(() =>
    {
        using var row = file.Statement("SELECT upload, settled FROM uploads WHERE source = ?1 AND name = ?2")
            .Query(sources.Find(source), name);
        return row.Read() ? UploadOf(row) : null;
    });

    public IReadOnlyList<Upload> ReadUploads(string source) => file.Read(() =>
    {
        var uploads = new List<Upload>();
        using var rows = file.Statement("SELECT upload, settled FROM uploads WHERE source = ?1").Query(sources.Find(source));
        while (rows.Read())
            uploads.Add(UploadOf(rows));
        return uploads;
    });

    // Within a write.
    private void Save(long source, Upload upload) =>
        file.Statement("INSERT OR REPLACE INTO uploads (source, name, version, settled, upload) VALUES (?1, ?2, ?3, ?4, ?5)")
            .Execute(
                source, upload.Name, upload.Version, upload.IsSettled ? 1L : 0L,
                JsonSerializer.SerializeToUtf8Bytes(upload with { IsSettled = false }, PipelineJson.Default.Upload));

    public void SettleUpload(string source, string name, string version) =>
        ChangeUpload("UPDATE uploads SET settled = 1 WHERE source = ?1 AND name = ?2 AND version = ?3", source, name, version);

    public void ForgetUpload(string source, string name, string version) =>
        ChangeUpload("DELETE FROM uploads WHERE source = ?1 AND name = ?2 AND version = ?3", source, name, version);

    private static Upload UploadOf(Statement.Rows row) =>
        JsonSerializer.Deserialize(row.GetBytes(0), PipelineJson.Default.Upload)! with { IsSettled = row.GetInt64(1) == 1 };

    private void ChangeUpload(string sql, string source, string name, string version) => file.Write(isSynced: false, () =>
    {
        file.Statement(sql).Execute(sources.Find(source), name, version);
        return true;
    });

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static long Number(string version) => long.Parse(version, CultureInfo.InvariantCulture);
}
