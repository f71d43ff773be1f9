namespace CredFunctions.Embedded;

/// <summary>
/// The right to work on a state file, held by one process at a time. The system takes it back when the process ends, however
/// it ends; the empty file beside the state stays, since removing it could give the right to two.
/// </summary>
internal sealed class StateClaim : IDisposable
{
    private readonly FileStream file;

    private StateClaim(FileStream file) => this.file = file;

    /// <exception cref="EngineException">Another process has it, or the file cannot be made.</exception>
    public static StateClaim On(string path)
    {
        var options = PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        options.BufferSize = 0;
        var claim = $"{path}.lock";
        try
        {
            return new StateClaim(new FileStream(claim, options));
        }
        catch (IOException) when (File.Exists(claim))
        {
            throw new EngineException($"\"{path}\" is in use by another credfunctions: wait until it ends, or name another --state.");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EngineException($"\"{path}\" cannot be used as a state file: {ex.Message}");
        }
    }

    /// <summary>Whether a process has it now.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            // To read is enough: the file may lie where nothing can be written.
            new FileStream($"{path}.lock", FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (Exception ex) when (ex is FileNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => file.Dispose();
}
