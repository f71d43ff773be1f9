namespace CredFunctions.Tests.Building;

/// <summary>The trait of the classes that the fast filter of docs/contributing.md leaves out.</summary>
internal static class Speed
{
    public const string Trait = "Speed";
    public const string Slow = "Slow";
}
