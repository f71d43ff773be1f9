using System.Text.Json;

namespace CredFunctions.Evidence.Json;

/// <summary>Elements of an array that waits for its place in a document.</summary>
internal sealed class JsonElements : IDisposable
{
    private readonly Spool spool = new();
    private readonly Utf8JsonWriter json;
    private bool isFirst = true;

    public JsonElements(JsonWriterOptions options) => json = new Utf8JsonWriter(spool.Text, options);

    public void Add(Action<Utf8JsonWriter> write)
    {
        if (!isFirst)
            spool.Text.Write(","u8);
        isFirst = false;
        json.Reset();
        write(json);
        json.Flush();
        spool.Rest();
    }

    public Task CopyToAsync(EvidenceText target, CancellationToken cancellationToken) => spool.CopyToAsync(target, cancellationToken);

    public void Dispose()
    {
        json.Dispose();
        spool.Dispose();
    }
}
