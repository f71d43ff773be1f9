namespace CredFunctions.Embedded.State;

/// <summary>Every policy that was ever in force, byte for byte: a run is pinned to the one under which it began.</summary>
internal sealed class PolicyTable(StateFile file)
{
    public byte[]? Read(string hash) => file.Read(() => file.Statement("SELECT bytes FROM policies WHERE hash = ?1").Value(hash).Bytes);

    /// <summary>The hash of the one that was accepted last; null when none was.</summary>
    public string? Last() => file.Read(() => file.Statement("SELECT hash FROM policies ORDER BY accepted DESC LIMIT 1").Value().Text);

    public void Accept(string hash, byte[] bytes) => file.Write(isSynced: true, () =>
    {
        file.Statement(
                """
                INSERT INTO policies (hash, accepted, bytes) VALUES (?1, (SELECT coalesce(max(accepted), 0) + 1 FROM policies), ?2)
                ON CONFLICT DO UPDATE SET accepted = excluded.accepted
                """)
            .Execute(hash, bytes);
        return true;
    });
}
