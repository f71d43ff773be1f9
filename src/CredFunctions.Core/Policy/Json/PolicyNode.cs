using System.Globalization;
using System.Text;
using System.Text.Json;

using CredFunctions.Reports;

namespace CredFunctions.Policy.Json;

/// <summary>
/// A value of a policy file with its position. Each method reads it as one type; where it is not of that type, the result is
/// null and <see cref="Remarks"/> gets an error.
/// </summary>
public sealed record PolicyNode
{
    private const int LongestLine = 500;

    private static readonly Words<Severity> Severities =
        new([.. Enum.GetValues<Severity>().OrderDescending().Select(severity => (severity.Name(), severity))]);

    public required JsonValueKind Kind { get; init; }

    /// <summary>The JSON path: <c>$.exceptions[2].until</c>.</summary>
    public required string Path { get; init; }

    public required int Line { get; init; }

    public required int Column { get; init; }

    public required Remarks Remarks { get; init; }

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

    /// <summary>Adds the error that the value is not an allowed one.</summary>
    public void Expected(string allowed)
    {
        // The error that refused the text is enough.
        if (!IsRefused)
            Refuse($"is {Shown}", allowed);
    }

    /// <summary>Adds a warning: the file can be used, but the value is probably a mistake.</summary>
    public void Warn(string problem) => Remarks.Warn(new PolicyRemark(Path, Line, Column, problem));

    public PolicyObject? AsObject()
    {
        if (Kind is JsonValueKind.Object)
            return new PolicyObject(this);
        Expected("an object");
        return null;
    }

    /// <summary>The entries of a list; no entries for any other value.</summary>
    public IReadOnlyList<PolicyNode> List(int least, int most)
    {
        if (Kind is not JsonValueKind.Array)
        {
            Expected("a list");
            return [];
        }

        if (Items.Count < least || Items.Count > most)
            Refuse(
                string.Create(CultureInfo.InvariantCulture, $"has {Items.Count} entries"),
                string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));
        return Items;
    }

    public int? Whole(int least, int most, string unit)
    {
        if (Kind is JsonValueKind.Number
            && int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        Expected(string.Create(CultureInfo.InvariantCulture, $"a whole number of {unit} from {least} to {most}"));
        return null;
    }

    public bool? Flag()
    {
        if (Kind is JsonValueKind.True or JsonValueKind.False)
            return Kind is JsonValueKind.True;
        Expected("true or false");
        return null;
    }

    public Severity? Severity() => Severities.Read(this);

    /// <summary>Text that can be shown: one line, not blank, at most 500 characters.</summary>
    public string? OneLine() =>
        TextThat(text => text.Length <= LongestLine && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl),
            $"text of 1 to {LongestLine} characters, in one line and not blank");

    public NamePattern? Pattern()
    {
        if (this is { Kind: JsonValueKind.String, IsRefused: false } && NamePattern.TryParse(Text) is { } pattern)
            return pattern;
        Expected(
            $"a name in which * is any text and ? any character: 1 to {NamePattern.MaxLength} bytes, "
            + "without control characters or white space at its ends");
        return null;
    }

    /// <summary>Text that meets a condition.</summary>
    /// <param name="isAllowed">The condition.</param>
    /// <param name="allowed">The condition in words, for the error.</param>
    public string? TextThat(Func<string, bool> isAllowed, string allowed)
    {
        if (this is { Kind: JsonValueKind.String, IsRefused: false } && isAllowed(Text))
            return Text;
        Expected(allowed);
        return null;
    }
}
