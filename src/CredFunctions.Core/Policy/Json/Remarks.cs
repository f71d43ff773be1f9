namespace CredFunctions.Policy.Json;

/// <summary>Collects what there is to say about a policy file.</summary>
internal sealed class Remarks
{
    // Nobody reads more, and a file made to annoy must not fill the memory.
    private const int Limit = 100;

    private readonly List<PolicyRemark> errors = [];
    private readonly List<PolicyRemark> warnings = [];

    public IReadOnlyList<PolicyRemark> Errors => errors;

    public IReadOnlyList<PolicyRemark> Warnings => warnings;

    /// <summary>Something that keeps the file from being used.</summary>
    public void Refuse(PolicyNode node, string problem, string? allowed = null) => Refuse(RemarkOn(node, problem, allowed));

    public void Refuse(PolicyRemark remark) => Add(errors, remark);

    /// <summary>Something that can be used, but is probably not meant.</summary>
    public void Warn(PolicyNode node, string problem) => Warn(RemarkOn(node, problem, allowed: null));

    public void Warn(PolicyRemark remark) => Add(warnings, remark);

    private static PolicyRemark RemarkOn(PolicyNode node, string problem, string? allowed) =>
        new(node.Path, node.Line, node.Column, problem, allowed);

    private static void Add(List<PolicyRemark> remarks, PolicyRemark remark)
    {
        if (remarks.Count < Limit)
            remarks.Add(remark);
        else if (remarks.Count == Limit)
            remarks.Add(new PolicyRemark("$", 1, 1, $"has more than {Limit} remarks like these; the rest is not listed"));
    }
}
