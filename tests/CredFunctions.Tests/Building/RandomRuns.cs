using System.Globalization;

namespace CredFunctions.Tests.Building;

/// <summary>
/// How much the random tests try. The cases are the same in every run, so that a failure can be repeated;
/// the nightly workflow sets another seed and tries more of them.
/// </summary>
internal static class RandomRuns
{
    /// <summary>Draws other cases where it is not 1.</summary>
    public static int Seed { get; } = FromEnvironment("CREDFUNCTIONS_RANDOM_SEED");

    /// <summary>How many cases to try where a default run tries <paramref name="count"/>.</summary>
    public static int Times(int count) => count * FromEnvironment("CREDFUNCTIONS_RANDOM_FACTOR");

    /// <summary>Whether every fault is tried, and not only those that lead to a state of its own.</summary>
    public static bool TriesEveryFault { get; } = Environment.GetEnvironmentVariable("CREDFUNCTIONS_FAULTS") == "all";

    /// <summary>The seed of one case.</summary>
    public static int SeedOf(int number) => unchecked((Seed * 1_000_003) + number);

    private static int FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
}
