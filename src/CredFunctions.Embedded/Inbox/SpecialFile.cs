using System.Runtime.InteropServices;
using System.Text;

namespace CredFunctions.Embedded.Inbox;

/// <summary>
/// Recognises what is neither a file nor a folder nor a link: a pipe, a socket, a device. The file classes of .NET take one for
/// an empty file, and opening a pipe waits until a process writes to it.
/// </summary>
internal static class SpecialFile
{
    private const int TypeBits = 0xF000;
    private const int Pipe = 0x1000;
    private const int CharacterDevice = 0x2000;
    private const int BlockDevice = 0x6000;
    private const int Socket = 0xC000;

    /// <summary>Whether one lies there. Nothing is opened, and no link followed.</summary>
    public static bool Is(string path) => ModeOf(path) is { } mode && (mode & TypeBits) is Pipe or CharacterDevice or BlockDevice or Socket;

    private static int? ModeOf(string path)
    {
        // More than any of the structures takes.
        var answer = new byte[512];
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return Statx(CurrentFolder, Terminated(path), DoNotFollow, WantsType, answer) == 0
                    ? BitConverter.ToUInt16(answer, StatxMode)
                    : null;
            }

            if (OperatingSystem.IsMacOS())
                return LStat(Terminated(path), answer) == 0 ? BitConverter.ToUInt16(answer, StatMode) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without the call.
        }

        return null;
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + '\0');

    private static int LStat(byte[] path, byte[] answer) =>
        RuntimeInformation.ProcessArchitecture is Architecture.X64 ? LStat64(path, answer) : LStatOfArm(path, answer);

    // linux/stat.h and sys/stat.h: the structure of statx is the same on every processor, that of stat is not.
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint WantsType = 1;
    private const int StatxMode = 28;
    private const int StatMode = 4;

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] answer);

    [DllImport("libc", EntryPoint = "lstat$INODE64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LStat64(byte[] path, byte[] answer);

    [DllImport("libc", EntryPoint = "lstat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LStatOfArm(byte[] path, byte[] answer);
}
