using System.Diagnostics.CodeAnalysis;

namespace CredFunctions.Policy;

/// <summary>The result of reading a policy file: the policy, or the errors in it.</summary>
public sealed record PolicyReading
{
    /// <summary>SHA-256 of the bytes, 64 lower-case hex digits, whether or not they are a policy.</summary>
    public required string Hash { get; init; }

    /// <summary>Null when there are errors.</summary>
    public required PolicyDocument? Policy { get; init; }

    public required IReadOnlyList<PolicyRemark> Errors { get; init; }

    /// <summary>Probable mistakes in a policy that can be used, such as an exception that counts as expired.</summary>
    public required IReadOnlyList<PolicyRemark> Warnings { get; init; }

    /// <summary>What the policy allows, but its author may regret: a threshold that is laxer than a control.</summary>
    public IReadOnlyList<PolicyRemark> Cautions { get; init; } = [];

    [MemberNotNullWhen(true, nameof(Policy))]
    public bool IsValid => Policy is not null;
}

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
