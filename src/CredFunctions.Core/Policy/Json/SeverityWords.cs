namespace CredFunctions.Policy.Json;

/// <summary>Severities, worst first, by the names they have everywhere.</summary>
internal static class SeverityWords
{
    public static IReadOnlyList<Severity> WorstFirst { get; } = [.. Enum.GetValues<Severity>().OrderDescending()];

    public static Words<Severity> All { get; } = new([.. WorstFirst.Select(severity => (severity.Name(), severity))]);
}
