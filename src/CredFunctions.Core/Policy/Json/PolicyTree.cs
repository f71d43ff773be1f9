using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CredFunctions.Policy.Json;

/// <summary>Reads bytes as JSON, with the path, the line and the column of every value.</summary>
internal ref struct PolicyTree
{
    private const string Root = "$";

    // The deepest value of a policy is five levels down.
    private const int MaxDepth = 32;

    // Longer than any key of the schema, and shorter than a pasted SecretId.
    private const int LongestPlainKey = 32;

    private readonly PolicyRemarks remarks;
    private Utf8JsonReader reader;
    private TextPosition position;

    private PolicyTree(ReadOnlySpan<byte> utf8, PolicyRemarks remarks)
    {
        this.remarks = remarks;
        position = new TextPosition(utf8);
        reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = MaxDepth,
        });
    }

    /// <summary>The outermost value; null, and an error, when the bytes are not JSON.</summary>
    public static PolicyNode? Read(ReadOnlySpan<byte> utf8, PolicyRemarks remarks)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (utf8.Length > PolicyFile.MaxLength)
            return Refused(remarks, utf8, 0, $"is longer than {PolicyFile.MaxLength:N0} bytes");
        if (!Utf8.IsValid(utf8))
            return Refused(remarks, utf8, ValidLength(utf8), "is not UTF-8");

        var tree = new PolicyTree(utf8, remarks);
        try
        {
            tree.reader.Read();
            var root = tree.Value(Root);

            // Finds what follows the outermost value.
            tree.reader.Read();
            return root;
        }
        catch (JsonException ex)
        {
            return Refused(remarks, utf8, OffsetOf(ex, utf8), $"is not valid JSON: {Reason(ex)}");
        }
    }

    private static PolicyNode? Refused(PolicyRemarks remarks, ReadOnlySpan<byte> utf8, int offset, string problem)
    {
        var position = new TextPosition(utf8);
        position.MoveTo(offset);
        remarks.Refuse(new PolicyRemark(Root, position.Line, position.Column, problem));
        return null;
    }

    private PolicyNode Value(string path)
    {
        position.MoveTo((int)reader.TokenStartIndex);
        var node = new PolicyNode
        {
            Kind = KindOf(reader.TokenType),
            Path = path,
            Line = position.Line,
            Column = position.Column,
            Remarks = remarks,
        };
        return node.Kind switch
        {
            JsonValueKind.Object => node with { Members = Members(path) },
            JsonValueKind.Array => node with { Items = Items(path) },
            JsonValueKind.String => TextOf(node),
            JsonValueKind.Number => node with { Text = Encoding.ASCII.GetString(reader.ValueSpan) },
            _ => node,
        };
    }

    private List<KeyValuePair<string, PolicyNode>> Members(string path)
    {
        var members = new List<KeyValuePair<string, PolicyNode>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            // No key has half a character, so its replacement is refused as an unknown key or an invalid name.
            var key = ReadText() ?? "\uFFFD";
            var keyPath = MemberPath(path, key);
            position.MoveTo((int)reader.TokenStartIndex);
            if (!keys.Add(key))
                remarks.Refuse(new PolicyRemark(keyPath, position.Line, position.Column, "stands twice in the same object"));
            reader.Read();
            members.Add(KeyValuePair.Create(key, Value(keyPath)));
        }

        return members;
    }

    private List<PolicyNode> Items(string path)
    {
        var items = new List<PolicyNode>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            items.Add(Value($"{path}[{items.Count}]"));
        return items;
    }

    private readonly PolicyNode TextOf(PolicyNode node)
    {
        var text = ReadText();
        if (text is not null && !SecretText.IsLikely(text))
            return node with { Text = text };

        if (text is null)
            node.Refuse("has an escape that is no character");
        else
            node.Refuse("looks like a secret", SecretText.WhereItBelongs);
        return node with { IsRefused = true };
    }

    /// <summary>Null for an escape of half a character: the only way for valid JSON not to be text.</summary>
    private readonly string? ReadText()
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Keys that are not plain names are quoted.
    private static string MemberPath(string path, string key)
    {
        var isPlain = key.Length is > 0 and <= LongestPlainKey
            && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '$');
        return isPlain ? $"{path}.{key}" : $"{path}[{PolicyNode.Quoted(key)}]";
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };

    private static int OffsetOf(JsonException invalid, ReadOnlySpan<byte> utf8)
    {
        var offset = 0;
        for (var line = invalid.LineNumber ?? 0; line > 0; line--)
            offset += utf8[offset..].IndexOf((byte)'\n') + 1;
        return (int)Math.Min(offset + (invalid.BytePositionInLine ?? 0), utf8.Length);
    }

    private static int ValidLength(ReadOnlySpan<byte> utf8)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(utf8[valid..], out _, out var length) is OperationStatus.Done)
            valid += length;
        return valid;
    }

    // The message ends with the position, which the remark has already. The reason may quote the file.
    private static string Reason(JsonException invalid)
    {
        var text = invalid.Message;
        var end = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = string.Concat((end < 0 ? text : text[..end]).Where(character => !char.IsControl(character)));
        return reason.TrimEnd('.');
    }

    /// <summary>Turns growing offsets into lines and columns, and reads every byte once.</summary>
    private ref struct TextPosition(ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> utf8 = utf8;
        private int offset;

        public int Line { get; private set; } = 1;

        /// <summary>The character in the line, from 1.</summary>
        public int Column { get; private set; } = 1;

        public void MoveTo(int target)
        {
            var passed = utf8[offset..target];
            offset = target;
            for (int end; (end = passed.IndexOf((byte)'\n')) >= 0; passed = passed[(end + 1)..])
            {
                Line++;
                Column = 1;
            }

            Column += Encoding.UTF8.GetCharCount(passed);
        }
    }
}
