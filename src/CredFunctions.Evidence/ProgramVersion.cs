using System.Reflection;

namespace CredFunctions.Evidence;

/// <summary>Which CredFunctions wrote it: needed to repeat a run.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
