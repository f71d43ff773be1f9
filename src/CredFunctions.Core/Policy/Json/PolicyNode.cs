using System.Globalization;
using System.Text;
using System.Text.Json;

using CredFunctions.Languages;
using CredFunctions.Reports;

namespace CredFunctions.Policy.Json;

/// <summary>
/// A value of a policy file with its position. Each method reads it as one type; where it is not of that type, the result is
/// null and <see cref="Remarks"/> gets an error.
/// </summary>
public sealed record PolicyNode
{
    private const int LongestLine = 500;

    public required JsonValueKind Kind { get; init; }

    /// <summary>The JSON path: <c>$.exceptions[2].until</c>.</summary>
    public required string Path { get; init; }

    public required int Line { get; init; }
    public required int Column { get; init; }
    public required PolicyRemarks Remarks { get; init; }

    /// <summary>The text of a string; the digits of a number as written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether the text was refused when it was read, since it may be a secret. It is not kept.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The values of an object, by key, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, PolicyNode>> Members { get; init; } = [];

    /// <summary>The values of a list.</summary>
    public IReadOnlyList<PolicyNode> Items { get; init; } = [];

    private string Shown => Kind switch
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

    /// <summary>Adds an error: the file cannot be used.</summary>
    public void Refuse(string problem, string? allowed = null) => Remarks.Refuse(new PolicyRemark(Path, Line, Column, problem, allowed));

    /// <summary>Adds a warning: the file can be used, but the value is probably a mistake.</summary>
    public void Warn(string problem) => Remarks.Warn(new PolicyRemark(Path, Line, Column, problem));

    /// <summary>Adds what is allowed, and may be regretted: for a check of the file alone.</summary>
    public void Caution(string problem) => Remarks.Caution(new PolicyRemark(Path, Line, Column, problem));

    /// <summary>Adds the error that the value is not an allowed one, and gives null.</summary>
    public T? Expected<T>(string allowed)
    {
        // The error that refused the text is enough.
        if (!IsRefused)
            Refuse($"is {Shown}", allowed);
        return default;
    }

    public PolicyObject? AsObject() => Kind is JsonValueKind.Object ? new PolicyObject(this) : Expected<PolicyObject>("an object");

    /// <summary>The entries of a list; no entries for any other value.</summary>
    public IReadOnlyList<PolicyNode> List(int least, int most)
    {
        if (Kind is not JsonValueKind.Array)
            return Expected<IReadOnlyList<PolicyNode>>("a list") ?? [];
        if (Items.Count < least || Items.Count > most)
            Refuse($"has {Items.Count} entries", $"{least} to {most}");
        return Items;
    }

    public int? Whole(int least, int most, string unit) =>
        Kind is JsonValueKind.Number
        && int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most
            ? number
            : Expected<int?>($"a whole number of {unit} from {least} to {most}");

    public bool? Flag() =>
        Kind is JsonValueKind.True or JsonValueKind.False ? Kind is JsonValueKind.True : Expected<bool?>("true or false");

    public Severity? Severity() => OneOf([.. Severities.WorstFirst.Select(each => (each.Name(), each))]);

    public Language? AsLanguage() =>
        OneOf((LanguageTag.English, Language.English), (LanguageTag.Chinese, Language.Chinese));

    public DateOnly? AsDay() =>
        DateOnly.TryParseExact(
            Kind is JsonValueKind.String ? Text : "", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Expected<DateOnly?>("a day as yyyy-MM-dd, such as \"2027-03-31\"");

    /// <summary>The meaning of a word; null, and an error, when the value is none of the words.</summary>
    public T? OneOf<T>(params (string Word, T Meaning)[] words)
        where T : struct
    {
        var index = Kind is JsonValueKind.String ? Array.FindIndex(words, each => each.Word == Text) : -1;
        return index < 0 ? Expected<T?>(string.Join(", ", words.Select(each => $"\"{each.Word}\""))) : words[index].Meaning;
    }

    /// <summary>Text that can be shown: one line, not blank, at most 500 characters.</summary>
    public string? OneLine() =>
        TextThat(text => text.Length <= LongestLine && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl),
            $"text of 1 to {LongestLine} characters, in one line and not blank");

    public NamePattern? Pattern() =>
        this is { Kind: JsonValueKind.String, IsRefused: false } && NamePattern.TryParse(Text) is { } pattern
            ? pattern
            : Expected<NamePattern>(
                $"a name in which * is any text and ? any character: 1 to {NamePattern.MaxLength} bytes, "
                + "without control characters or white space at its ends");

    /// <summary>Text that meets a condition.</summary>
    /// <param name="allowed">The condition in words, for the error.</param>
    public string? TextThat(Func<string, bool> isAllowed, string allowed) =>
        this is { Kind: JsonValueKind.String, IsRefused: false } && isAllowed(Text) ? Text : Expected<string>(allowed);
}

/// <summary>The members of one object. Remembers which keys were taken, so that unknown keys can be refused.</summary>
public sealed class PolicyObject(PolicyNode node)
{
    private readonly List<string> known = [];

    public PolicyNode Node { get; } = node;

    /// <summary>The value of a key; null when the object lacks the key. Its errors go where those of the object go.</summary>
    public PolicyNode? Take(string key)
    {
        if (!known.Contains(key, StringComparer.Ordinal))
            known.Add(key);
        var value = Node.Members.FirstOrDefault(member => member.Key == key).Value;
        return value is null || ReferenceEquals(value.Remarks, Node.Remarks) ? value : value with { Remarks = Node.Remarks };
    }

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
        foreach (var (key, value) in Node.Members.Where(member => !known.Contains(member.Key, StringComparer.Ordinal)))
        {
            if (SecretText.IsKeyOfSecret(key))
                value.Refuse("is no key here, and a policy holds no secrets", SecretText.WhereItBelongs);
            else
                value.Refuse("is no key here", string.Join(", ", known));
        }
    }
}

/// <summary>The errors and warnings about a policy file, as they are found.</summary>
public sealed class PolicyRemarks
{
    // Keeps a hostile file from filling the memory.
    private const int Limit = 100;

    private readonly List<PolicyRemark> errors = [];
    private readonly List<PolicyRemark> warnings = [];
    private readonly List<PolicyRemark> cautions = [];

    public IReadOnlyList<PolicyRemark> Errors => errors;
    public IReadOnlyList<PolicyRemark> Warnings => warnings;
    public IReadOnlyList<PolicyRemark> Cautions => cautions;

    /// <summary>Adds an error: the file cannot be used.</summary>
    public void Refuse(PolicyRemark remark) => Add(errors, remark);

    /// <summary>Adds a warning: the file can be used, but there is probably a mistake in it.</summary>
    public void Warn(PolicyRemark remark) => Add(warnings, remark);

    /// <summary>Adds what is allowed, and may be regretted.</summary>
    public void Caution(PolicyRemark remark) => Add(cautions, remark);

    private static void Add(List<PolicyRemark> remarks, PolicyRemark remark)
    {
        if (remarks.Count < Limit)
            remarks.Add(remark);
        else if (remarks.Count == Limit)
            remarks.Add(new PolicyRemark("$", 1, 1, $"has more than {Limit} remarks like these; the rest is not listed"));
    }
}
