using System.Reflection;

namespace CredFunctions.Evidence;

/// <summary>The version of CredFunctions that wrote the evidence, which repeating a run needs.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
