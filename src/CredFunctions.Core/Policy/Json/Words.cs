using System.Text.Json;

namespace CredFunctions.Policy.Json;

/// <summary>The words that a value may be, and the meaning of each.</summary>
public sealed class Words<T>(params (string Word, T Meaning)[] words)
    where T : struct
{
    private readonly string allowed = string.Join(", ", words.Select(word => $"\"{word.Word}\""));

    /// <summary>The meaning of the value; null, and an error, when it is none of the words.</summary>
    public T? Read(PolicyNode node)
    {
        foreach (var (word, meaning) in words)
        {
            if (node.Kind is JsonValueKind.String && string.Equals(node.Text, word, StringComparison.Ordinal))
                return meaning;
        }

        node.Expected(allowed);
        return null;
    }
}
