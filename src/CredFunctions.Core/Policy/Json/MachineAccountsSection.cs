namespace CredFunctions.Policy.Json;

/// <summary><c>machineAccounts</c>: patterns of user names.</summary>
internal static class MachineAccountsSection
{
    // Each is asked of every account of a report.
    private const int MaxPatterns = 200;

    public static NamePatterns Read(PolicyNode node, Remarks remarks) =>
        new(node.List(0, MaxPatterns, remarks).Select(name => name.Pattern(remarks)).OfType<NamePattern>());
}
