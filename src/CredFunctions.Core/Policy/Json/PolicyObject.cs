namespace CredFunctions.Policy.Json;

/// <summary>The members of one object. Remembers which keys were taken, so that unknown keys can be refused.</summary>
public sealed class PolicyObject(PolicyNode node)
{
    private readonly List<string> known = [];

    /// <summary>The object itself.</summary>
    public PolicyNode Node { get; } = node;

    /// <summary>The value of a key; null when the object lacks the key. Its errors go where those of the object go.</summary>
    public PolicyNode? Take(string key)
    {
        if (!known.Contains(key, StringComparer.Ordinal))
            known.Add(key);
        var value = Node.Members.FirstOrDefault(member => string.Equals(member.Key, key, StringComparison.Ordinal)).Value;
        return value is null || ReferenceEquals(value.Remarks, Node.Remarks) ? value : value with { Remarks = Node.Remarks };
    }

    /// <summary>The value of a required key.</summary>
    public PolicyNode? Require(string key)
    {
        var value = Take(key);
        if (value is null)
            Node.Refuse($"lacks \"{key}\"");
        return value;
    }

    /// <summary>Refuses every key that was not taken.</summary>
    public void End()
    {
        foreach (var (key, value) in Node.Members)
        {
            if (known.Contains(key, StringComparer.Ordinal))
                continue;
            if (SecretText.IsKeyOfSecret(key))
                value.Refuse("is no key here, and a policy holds no secrets", SecretText.WhereItBelongs);
            else
                value.Refuse("is no key here", string.Join(", ", known));
        }
    }
}
