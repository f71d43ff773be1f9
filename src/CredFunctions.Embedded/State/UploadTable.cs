using System.Text.Json;

using CredFunctions.Pipeline;
using CredFunctions.Runs;

namespace CredFunctions.Embedded.State;

/// <summary>The uploads that were seen, one a name of the inbox.</summary>
internal sealed class UploadTable(StateFile file, SourceTable sources)
{
    public Upload? Read(string source, string name) => file.Read(() =>
    {
        using var row = file.Statement("SELECT upload, settled FROM uploads WHERE source = ?1 AND name = ?2")
            .Query(sources.Find(source), name);
        return row.Read() ? Of(row) : null;
    });

    public IReadOnlyList<Upload> ReadAll(string source) => file.Read(() =>
    {
        var uploads = new List<Upload>();
        using var rows = file.Statement("SELECT upload, settled FROM uploads WHERE source = ?1").Query(sources.Find(source));
        while (rows.Read())
            uploads.Add(Of(rows));
        return uploads;
    });

    /// <summary>Within a write.</summary>
    public void Save(long source, Upload upload) =>
        file.Statement("INSERT OR REPLACE INTO uploads (source, name, version, settled, upload) VALUES (?1, ?2, ?3, ?4, ?5)")
            .Execute(
                source, upload.Name, upload.Version, upload.IsSettled ? 1L : 0L,
                JsonSerializer.SerializeToUtf8Bytes(upload with { IsSettled = false }, PipelineJson.Default.Upload));

    public void Settle(string source, string name, string version) =>
        Change("UPDATE uploads SET settled = 1 WHERE source = ?1 AND name = ?2 AND version = ?3", source, name, version);

    public void Forget(string source, string name, string version) =>
        Change("DELETE FROM uploads WHERE source = ?1 AND name = ?2 AND version = ?3", source, name, version);

    private static Upload Of(Statement.Rows row) =>
        JsonSerializer.Deserialize(row.GetBytes(0), PipelineJson.Default.Upload)! with { IsSettled = row.GetInt64(1) == 1 };

    private void Change(string sql, string source, string name, string version) => file.Write(isSynced: false, () =>
    {
        file.Statement(sql).Execute(sources.Find(source), name, version);
        return true;
    });
}
