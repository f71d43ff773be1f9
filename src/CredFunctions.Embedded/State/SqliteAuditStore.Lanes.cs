using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Embedded.State;

// Lanes, their reports, the uploads that were seen, and the chunks of a run that are recorded.
internal sealed partial class SqliteAuditStore
{
    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken) => file.Read(
        () => file.Statement("SELECT name FROM sources WHERE lane IS NOT NULL ORDER BY name").List(row => row.GetString(0)))
        .ToAsyncEnumerable();

    public Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellationToken) => Task.FromResult(file.Read(() =>
        file.Statement("SELECT lane, version FROM sources WHERE name = ?1 AND lane IS NOT NULL")
            .List(
                row => new StoredLane(
                    JsonSerializer.Deserialize(row.GetBytes(0), PipelineJson.Default.Lane)!,
                    row.GetInt64(1).ToString(CultureInfo.InvariantCulture)),
                source)
            .FirstOrDefault() ?? new StoredLane(new Lane { Source = source }, null)));

    public Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellationToken) => Task.FromResult(
        ReadReports("SELECT record FROM reports WHERE source = ?1 AND report_id = ?2", source, reportId).FirstOrDefault());

    public IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellationToken) =>
        ReadReports("SELECT record FROM reports WHERE source = ?1", source).ToAsyncEnumerable();

    public IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken) =>
        ReadReports("SELECT record FROM reports WHERE source = ?1 AND sha256 = ?2", source, sha256).ToAsyncEnumerable();

    public IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellationToken) =>
        ReadReports("SELECT record FROM reports WHERE source = ?1 AND waiting = 1", source).ToAsyncEnumerable();

    public Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellationToken) => Task.FromResult(
        ReadUploads("SELECT upload, settled FROM uploads WHERE source = ?1 AND name = ?2", source, name).FirstOrDefault());

    public IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellationToken) =>
        ReadUploads("SELECT upload, settled FROM uploads WHERE source = ?1", source).ToAsyncEnumerable();

    public Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellationToken) =>
        ChangeUpload("UPDATE uploads SET settled = 1 WHERE source = ?1 AND name = ?2 AND version = ?3", source, name, version);

    public Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellationToken) =>
        ChangeUpload("DELETE FROM uploads WHERE source = ?1 AND name = ?2 AND version = ?3", source, name, version);

    public Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellationToken)
    {
        var isSaved = file.Write(isSynced: true, () => Commit(step, version), isSaved => isSaved);
        if (isSaved)
            Committed(step);
        return Task.FromResult(isSaved);
    }

    public Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<int>>(file.ReadCommitted(() =>
            file.Statement("SELECT chunk FROM chunks WHERE source = ?1 AND report_id = ?2 AND as_of = ?3 AND run = ?4")
                .List(row => row.GetInt32(0), FindSource(source), run.ReportId, run.AsOf.UtcTicks, run.Number)
                .ToHashSet()));

    public Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellationToken) =>
        Task.FromResult(file.Write(isSynced: false, () => file.Statement(
            """
            DELETE FROM chunks WHERE (source, report_id, as_of, run, chunk) IN (
                SELECT source, report_id, as_of, run, chunk FROM chunks
                WHERE source = ?1 AND NOT (report_id = ?2 AND as_of = ?3 AND run = ?4) LIMIT ?5)
            """)
            .Execute(FindSource(source), active?.ReportId ?? "", active?.AsOf.UtcTicks ?? 0, active?.Number ?? 0, most)));

    private bool Commit(LaneStep step, string? version)
    {
        var source = FindOrAddSource(step.Lane.Source);
        var lane = JsonSerializer.SerializeToUtf8Bytes(step.Lane, PipelineJson.Default.Lane);
        var changed = version is null
            ? file.Statement("UPDATE sources SET lane = ?1, version = version + 1 WHERE number = ?2 AND lane IS NULL").Execute(lane, source)
            : file.Statement("UPDATE sources SET lane = ?1, version = version + 1 WHERE number = ?2 AND version = ?3")
                .Execute(lane, source, long.Parse(version, CultureInfo.InvariantCulture));
        if (changed == 0)
            return false;

        foreach (var record in step.Records)
        {
            file.Statement(
                """
                INSERT INTO reports (source, report_id, sha256, waiting, record) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET waiting = excluded.waiting, record = excluded.record
                """)
                .Execute(
                    source, record.ReportId, record.Sha256, record.Status is ReportStatus.Waiting or ReportStatus.Held ? 1L : 0L,
                    JsonSerializer.SerializeToUtf8Bytes(record, PipelineJson.Default.ReportRecord));
        }

        foreach (var removed in step.Removed)
            file.Statement("DELETE FROM reports WHERE source = ?1 AND report_id = ?2").Execute(source, removed);
        foreach (var upload in step.Uploads)
        {
            file.Statement("INSERT OR REPLACE INTO uploads (source, name, version, settled, upload) VALUES (?1, ?2, ?3, ?4, ?5)")
                .Execute(
                    source, upload.Name, upload.Version, upload.IsSettled ? 1L : 0L,
                    JsonSerializer.SerializeToUtf8Bytes(upload with { IsSettled = false }, PipelineJson.Default.Upload));
        }

        return true;
    }

    private List<ReportRecord> ReadReports(string sql, string source, params SqlValue[] more) => file.Read(() => file.Statement(sql).List(
        row => JsonSerializer.Deserialize(row.GetBytes(0), PipelineJson.Default.ReportRecord)!, [FindSource(source), .. more]));

    private List<Upload> ReadUploads(string sql, string source, params SqlValue[] more) => file.Read(() => file.Statement(sql).List(
        row => JsonSerializer.Deserialize(row.GetBytes(0), PipelineJson.Default.Upload)! with { IsSettled = row.GetInt64(1) == 1 },
        [FindSource(source), .. more]));

    private Task ChangeUpload(string sql, string source, string name, string version)
    {
        file.Write(isSynced: false, () => file.Statement(sql).Execute(FindSource(source), name, version));
        return Task.CompletedTask;
    }
}
