using System.Buffers;
using System.Text.Json;

namespace CredFunctions.Evidence.Json;

/// <summary>Elements of an array that wait for their place in a document; more than a few wait in a temporary file.</summary>
public sealed class SpooledElements : IDisposable
{
    private const int MaxPending = 128 * 1024;

    private readonly ArrayBufferWriter<byte> pending = new();
    private readonly Utf8JsonWriter json;
    private FileStream? file;

    public SpooledElements()
    {
        json = new Utf8JsonWriter(pending, FindingsJson.Options);

        // The array begins in the document; the writer needs to know that it is in one, for the commas.
        json.WriteStartArray();
        json.Flush();
        pending.ResetWrittenCount();
    }

    /// <summary>Bytes spooled so far.</summary>
    public long Length => json.BytesCommitted + json.BytesPending;

    public void Add<T>(T element, Action<Utf8JsonWriter, T> write)
    {
        write(json, element);
        if (pending.WrittenCount + json.BytesPending < MaxPending)
            return;
        json.Flush();
        (file ??= TemporaryFile.Create()).Write(pending.WrittenSpan);
        pending.ResetWrittenCount();
    }

    /// <summary>Copies the elements, with a comma between two.</summary>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        await json.FlushAsync(cancellationToken);
        if (file is not null)
        {
            file.Position = 0;
            await file.CopyToAsync(target, cancellationToken);
        }

        await target.WriteAsync(pending.WrittenMemory, cancellationToken);
    }

    /// <inheritdoc cref="CopyToAsync"/>
    public void CopyTo(Stream target)
    {
        json.Flush();
        if (file is not null)
        {
            file.Position = 0;
            file.CopyTo(target);
        }

        target.Write(pending.WrittenSpan);
    }

    public void Dispose()
    {
        json.Dispose();
        file?.Dispose();
    }
}
