namespace CredFunctions.Policy.Json;

/// <summary>Collects the errors and warnings about a policy file.</summary>
public sealed class Remarks
{
    // Keeps a hostile file from filling the memory.
    private const int Limit = 100;

    private readonly List<PolicyRemark> errors = [];
    private readonly List<PolicyRemark> warnings = [];

    public IReadOnlyList<PolicyRemark> Errors => errors;

    public IReadOnlyList<PolicyRemark> Warnings => warnings;

    /// <summary>Adds an error: the file cannot be used.</summary>
    public void Refuse(PolicyRemark remark) => Add(errors, remark);

    /// <summary>Adds a warning: the file can be used, but there is probably a mistake in it.</summary>
    public void Warn(PolicyRemark remark) => Add(warnings, remark);

    private static void Add(List<PolicyRemark> remarks, PolicyRemark remark)
    {
        if (remarks.Count < Limit)
            remarks.Add(remark);
        else if (remarks.Count == Limit)
            remarks.Add(new PolicyRemark("$", 1, 1, $"has more than {Limit} remarks like these; the rest is not listed"));
    }
}
