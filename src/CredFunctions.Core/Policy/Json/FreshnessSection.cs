using System.Text.Json;

namespace CredFunctions.Policy.Json;

/// <summary><c>freshness</c>: by source, hours or <c>"never"</c>; <c>*</c> is every source that is not named.</summary>
internal static class FreshnessSection
{
    private const string Elsewhere = "*";
    private const string Never = "never";
    private const int MaxHours = 8760;

    public static Freshness Read(PolicyNode node, Remarks remarks)
    {
        if (ObjectReader.Of(node, remarks) is null)
            return Freshness.Default;

        int? elsewhere = Freshness.DefaultHours;
        var bySource = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var (source, value) in node.Members)
        {
            var hours = Hours(value, remarks);
            if (source is Elsewhere)
                elsewhere = hours;
            else if (Names.IsName(source))
                bySource[source] = hours;
            else
                remarks.Refuse(value, "is for no source", $"\"*\", or the name of a source: {Names.Allowed}");
        }

        return new Freshness(elsewhere, bySource);
    }

    /// <summary>Hours; null for never, and where it is neither.</summary>
    public static int? Hours(PolicyNode node, Remarks remarks)
    {
        if (node.Kind is JsonValueKind.String && node.Text is Never)
            return null;
        if (node.Kind is JsonValueKind.Number)
            return node.Whole(1, MaxHours, "hours", remarks);
        node.RefuseAs($"a whole number of hours from 1 to {MaxHours}, or \"never\"", remarks);
        return null;
    }
}
