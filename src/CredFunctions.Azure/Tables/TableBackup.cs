using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using Azure.Data.Tables;

namespace CredFunctions.Azure.Tables;

/// <summary>Copies the three tables into one file and back.</summary>
/// <remarks>
/// The file is JSON, a row a line, compressed. A source is copied while its lane stands still: if a report starts or ends meanwhile, it is
/// copied again. A run that is under way is copied as a crash would leave it, with the chunks that are marked and perhaps further accounts,
/// and resumed after the restore. The last line numbers the copies that count, so a file that was cut off is recognised.
/// </remarks>
public sealed class TableBackup(TableServiceClient service)
{
    private const int Copies = 3;

    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TableAuditStore store = new(service);

    /// <summary>Writes every row; gives their number.</summary>
    /// <exception cref="InvalidDataException">The lane of a source kept changing.</exception>
    public async Task<long> WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        await using var lines = new StreamWriter(gzip) { NewLine = "\n" };
        var (copy, total) = (0, 0L);
        var valid = new List<int>();
        await foreach (var source in store.SourcesAsync(cancellationToken))
        {
            long? rows;
            var tries = 0;
            while ((rows = await CopyAsync(source, ++copy, lines, cancellationToken)) is null)
            {
                if (++tries == Copies)
                    throw new InvalidDataException($"Reports of {source} kept starting or ending: make the backup once they are recorded.");
            }

            valid.Add(copy);
            total += rows.Value;
        }

        total += await CopyAsync(ResourceNames.NotificationsTable, filter: "", ++copy, lines, cancellationToken);
        valid.Add(copy);
        await lines.WriteLineAsync(new JsonObject { ["copies"] = JsonSerializer.SerializeToNode(valid) }.ToJsonString());
        return total;
    }

    /// <summary>Writes the rows of a backup into empty tables; gives their number.</summary>
    /// <param name="source">The file, which is read twice.</param>
    /// <exception cref="InvalidDataException">It is no whole backup, or a table has rows.</exception>
    public async Task<long> RestoreAsync(Stream source, CancellationToken cancellationToken)
    {
        var valid = await ReadEndAsync(source, cancellationToken);
        foreach (var table in ResourceNames.Tables)
        {
            if (await service.GetTableClient(table).QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellationToken)
                .AnyAsync(cancellationToken))
            {
                throw new InvalidDataException(
                    $"The table {table} has rows, and a restore overwrites nothing: delete the three tables and create them empty first.");
            }
        }

        var restored = 0L;
        var waiting = new PendingRows(service);
        await foreach (var line in LinesOf(source, cancellationToken))
        {
            if (line["table"] is null || !valid.Contains(line["copy"]!.GetValue<int>()))
                continue;
            await waiting.AddAsync(line["table"]!.GetValue<string>(), EntityOf(line), cancellationToken);
            restored++;
        }

        await waiting.SendAsync(cancellationToken);
        return restored;
    }

    // Null where the lane changed.
    private async Task<long?> CopyAsync(string source, int copy, StreamWriter lines, CancellationToken cancellationToken)
    {
        var before = await store.ReadLaneAsync(source, cancellationToken);
        var key = TableKey.Encode(source);
        var rows = await CopyAsync(
            ResourceNames.ReportsTable, TableClient.CreateQueryFilter($"PartitionKey eq {key}"), copy, lines, cancellationToken);
        var (first, after) = (key + TableKey.Separator, key + TableKey.AfterSeparator);
        rows += await CopyAsync(
            ResourceNames.AccountsTable, TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {after}"), copy, lines,
            cancellationToken);
        return (await store.ReadLaneAsync(source, cancellationToken)).Version == before.Version ? rows : null;
    }

    private async Task<long> CopyAsync(string table, string filter, int copy, StreamWriter lines, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await foreach (var row in service.GetTableClient(table).QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            await lines.WriteLineAsync(LineOf(table, copy, row).ToJsonString(AsItIs).AsMemory(), cancellationToken);
            rows++;
        }

        return rows;
    }

    private static async Task<HashSet<int>> ReadEndAsync(Stream source, CancellationToken cancellationToken)
    {
        JsonObject? last = null;
        try
        {
            await foreach (var line in LinesOf(source, cancellationToken))
                last = line;
        }
        catch (Exception ex) when (ex is JsonException or InvalidDataException or InvalidOperationException)
        {
            last = null;
        }

        return last?["copies"] is JsonArray copies
            ? [.. copies.Select(copy => copy!.GetValue<int>())]
            : throw new InvalidDataException("The file is no backup of tables, or was cut off: take another one.");
    }

    private static async IAsyncEnumerable<JsonObject> LinesOf(
        Stream source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        source.Position = 0;
        await using var gzip = new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new StreamReader(gzip);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return JsonNode.Parse(line)!.AsObject();
    }

    // JSON distinguishes text, number and flag; a value of another type is an object that names the type.
    private static JsonObject LineOf(string table, int copy, TableEntity row)
    {
        var columns = new JsonObject();
        foreach (var (name, value) in row)
        {
            if (TableLimits.IsOfTheService(name))
                continue;
            columns[name] = value switch
            {
                string text => text,
                bool flag => flag,
                int number => number,
                long number => new JsonObject { ["long"] = number },
                DateTimeOffset time => new JsonObject { ["time"] = time },
                _ => throw new InvalidDataException($"The table {table} has a column {name} of another type than CredFunctions writes."),
            };
        }

        return new JsonObject
        {
            ["copy"] = copy,
            ["table"] = table,
            ["partition"] = row.PartitionKey,
            ["row"] = row.RowKey,
            ["columns"] = columns,
        };
    }

    private static TableEntity EntityOf(JsonObject line)
    {
        var row = new TableEntity(line["partition"]!.GetValue<string>(), line["row"]!.GetValue<string>());
        foreach (var (name, value) in line["columns"]!.AsObject())
        {
            row[name] = value switch
            {
                JsonObject typed when typed["long"] is { } large => large.GetValue<long>(),
                JsonObject typed => typed["time"]!.GetValue<DateTimeOffset>(),
                JsonValue text when text.GetValueKind() is JsonValueKind.String => text.GetValue<string>(),
                JsonValue number when number.GetValueKind() is JsonValueKind.Number => number.GetValue<int>(),
                _ => value!.GetValue<bool>(),
            };
        }

        return row;
    }

    /// <summary>Rows that go into one transaction: of one partition, as many as it may hold.</summary>
    private sealed class PendingRows(TableServiceClient service)
    {
        private readonly List<TableEntity> rows = [];
        private string table = "";
        private int bytes;

        public async Task AddAsync(string into, TableEntity row, CancellationToken cancellationToken)
        {
            var more = TableLimits.SentBytes(row);
            var fits = TableLimits.FitTransaction(rows.Count + 1, bytes + more);
            if (rows.Count > 0 && (into != table || row.PartitionKey != rows[0].PartitionKey || !fits))
                await SendAsync(cancellationToken);
            rows.Add(row);
            (table, bytes) = (into, bytes + more);
        }

        public async Task SendAsync(CancellationToken cancellationToken)
        {
            if (rows.Count == 0)
                return;
            await service.GetTableClient(table).SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellationToken);
            rows.Clear();
            bytes = 0;
        }
    }
}
