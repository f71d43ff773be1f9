using System.Text.Json;

namespace CredFunctions.Cli.Scanning.Json;

/// <summary>Hands on what a writer has gathered, block by block, so that no document is held in memory.</summary>
internal sealed class JsonBlocks(Utf8JsonWriter json)
{
    private const int FlushAt = 64 * 1024;
    private const int BlockSize = 1024 * 1024;

    private long nextBlock = BlockSize;

    /// <summary>To be called after every element.</summary>
    public void Flush()
    {
        if (json.BytesPending < FlushAt)
            return;

        json.Flush();
        if (json.BytesCommitted < nextBlock)
            return;
        FlatMemory.AfterBlock();
        nextBlock += BlockSize;
    }
}
