using Microsoft.Win32.SafeHandles;

namespace CredFunctions.Cli.Terminal;

/// <summary>
/// Stdout and stderr where they are pipes, as streams that fail when the reader has gone. The console's own streams take
/// what they are given then, and report nothing.
/// </summary>
internal static class StandardPipe
{
    /// <summary>Null where it is no pipe.</summary>
    public static Stream? OfOutput() => Of(descriptor: 1);

    /// <summary>Null where it is no pipe.</summary>
    public static Stream? OfError() => Of(descriptor: 2);

    private static FileStream? Of(int descriptor)
    {
        // Elsewhere these numbers mean nothing.
        if (OperatingSystem.IsWindows())
            return null;

        // A file has no reader that could go, and its end may be moved by others.
        var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? null : stream;
    }
}
