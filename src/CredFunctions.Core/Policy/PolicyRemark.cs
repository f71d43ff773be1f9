namespace CredFunctions.Policy;

/// <summary>Something about a policy file that its author should know.</summary>
/// <param name="Path">Where, as a JSON path: <c>$.thresholds.human.accessKeyMaxAgeDays</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="Problem">What is wrong there. It never repeats what looks like a secret.</param>
/// <param name="Allowed">What would be right; null when the problem says it all.</param>
public sealed record PolicyRemark(string Path, int Line, int Column, string Problem, string? Allowed = null)
{
    public override string ToString()
    {
        var allowed = Allowed is null ? "" : $" Allowed: {Allowed}.";
        return $"{Path} (line {Line}, column {Column}): {Problem}.{allowed}";
    }
}
