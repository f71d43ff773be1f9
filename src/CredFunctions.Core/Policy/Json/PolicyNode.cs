using System.Text;
using System.Text.Json;

using CredFunctions.Reports;

namespace CredFunctions.Policy.Json;

/// <summary>A value of a policy file that knows where it stands.</summary>
internal sealed record PolicyNode
{
    public required JsonValueKind Kind { get; init; }

    public required string Path { get; init; }

    public required int Line { get; init; }

    public required int Column { get; init; }

    /// <summary>The text of a string; the digits of a number as they were written.</summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// Whether the text cannot be used whatever it is for, which has been said already: it may be a secret, so it is not here.
    /// </summary>
    public bool IsRefused { get; init; }

    /// <summary>The values of an object, by key, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, PolicyNode>> Members { get; init; } = [];

    /// <summary>The values of a list.</summary>
    public IReadOnlyList<PolicyNode> Items { get; init; } = [];

    /// <summary>The value as a remark shows it.</summary>
    public string Shown => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => Quoted(Text),
        JsonValueKind.Number => ShownText.Plain(Encoding.UTF8.GetBytes(Text)),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>Text of the file in quotes, short and printable.</summary>
    public static string Quoted(string text) => ShownText.Of(Encoding.UTF8.GetBytes(text));
}
