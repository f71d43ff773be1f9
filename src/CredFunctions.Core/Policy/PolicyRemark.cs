namespace CredFunctions.Policy;

/// <summary>An error or a warning about a policy file.</summary>
/// <param name="Path">Where, as a JSON path: <c>$.thresholds.human.accessKeyMaxAgeDays</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="Problem">What is wrong there. It never repeats what looks like a secret.</param>
/// <param name="Allowed">What is allowed instead; null when the problem is enough.</param>
public sealed record PolicyRemark(string Path, int Line, int Column, string Problem, string? Allowed = null)
{
    public override string ToString()
    {
        var allowed = Allowed is null ? "" : $" Allowed: {Allowed}.";
        return $"{Path} (line {Line}, column {Column}): {Problem}.{allowed}";
    }
}
