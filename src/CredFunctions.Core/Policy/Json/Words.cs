using System.Text.Json;

namespace CredFunctions.Policy.Json;

/// <summary>The words that a value may be, and what each means.</summary>
internal sealed class Words<T>(params (string Word, T Meaning)[] words)
    where T : struct
{
    private readonly string allowed = string.Join(", ", words.Select(word => $"\"{word.Word}\""));

    public T? Read(PolicyNode node, Remarks remarks)
    {
        foreach (var (word, meaning) in words)
        {
            if (node.Kind is JsonValueKind.String && string.Equals(node.Text, word, StringComparison.Ordinal))
                return meaning;
        }

        node.RefuseAs(allowed, remarks);
        return null;
    }
}
