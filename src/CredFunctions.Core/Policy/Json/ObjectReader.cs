using System.Text.Json;

namespace CredFunctions.Policy.Json;

/// <summary>Takes the keys of one object, and says afterwards which keys it has that nobody knows.</summary>
internal sealed class ObjectReader
{
    private readonly PolicyNode node;
    private readonly Remarks remarks;
    private readonly List<string> known = [];

    private ObjectReader(PolicyNode node, Remarks remarks)
    {
        this.node = node;
        this.remarks = remarks;
    }

    /// <summary>Null when the value is no object, which the remarks then say.</summary>
    public static ObjectReader? Of(PolicyNode node, Remarks remarks)
    {
        if (node.Kind is JsonValueKind.Object)
            return new ObjectReader(node, remarks);
        node.RefuseAs("an object", remarks);
        return null;
    }

    /// <summary>The value of a key; null when the object has no such key.</summary>
    public PolicyNode? Take(string key)
    {
        if (!known.Contains(key, StringComparer.Ordinal))
            known.Add(key);
        return node.Members.FirstOrDefault(member => string.Equals(member.Key, key, StringComparison.Ordinal)).Value;
    }

    /// <summary>The value of a key that has to be there.</summary>
    public PolicyNode? Require(string key, Remarks? missing = null)
    {
        var value = Take(key);
        if (value is null)
            (missing ?? remarks).Refuse(node, $"lacks \"{key}\"");
        return value;
    }

    /// <summary>Refuses every key that was not taken.</summary>
    public void End()
    {
        foreach (var (key, value) in node.Members)
        {
            if (known.Contains(key, StringComparer.Ordinal))
                continue;
            if (SecretText.IsKeyOfSecret(key))
                remarks.Refuse(value, "is no key here, and a policy holds no secrets", SecretText.WhereItBelongs);
            else
                remarks.Refuse(value, "is no key here", string.Join(", ", known));
        }
    }
}
