namespace CredFunctions.Policy.Json;

/// <summary><c>maxDepartures</c>: the percentage and the least number.</summary>
internal static class DeparturesSection
{
    private const int MaxAccounts = 1_000_000;

    public static DepartureLimit Read(PolicyNode node, Remarks remarks)
    {
        var defaults = DepartureLimit.Default;
        if (ObjectReader.Of(node, remarks) is not { } keys)
            return defaults;

        var limit = new DepartureLimit(
            keys.Take("percent")?.Whole(0, 100, "percent", remarks) ?? defaults.Percent,
            keys.Take("least")?.Whole(1, MaxAccounts, "accounts", remarks) ?? defaults.Least);
        keys.End();
        return limit;
    }
}
