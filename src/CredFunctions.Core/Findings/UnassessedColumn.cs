namespace CredFunctions.Findings;

/// <summary>A column whose cells kept checks from being assessed.</summary>
/// <param name="Column">The name as the report writes it.</param>
/// <param name="Checks">How many checks; one that two columns kept from being assessed counts for both.</param>
/// <param name="Example">What the first such cell is, such as <c>reads WAHR</c>: short, printable, without a whole SecretId.</param>
public sealed record UnassessedColumn(string Column, long Checks, string Example)
{
    /// <summary>The example of a column that the report lacks.</summary>
    public const string Absent = "is absent";

    internal bool IsAbsent => Example is Absent;

    internal string Cause => $"{Column} {Example}";
}
