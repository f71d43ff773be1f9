using System.Globalization;
using System.Text.Json;

namespace CredFunctions.Policy.Json;

/// <summary>A value of the file as the value it stands for; null, and a remark, where it is none.</summary>
internal static class NodeValues
{
    private const int LongestText = 500;

    public static void RefuseAs(this PolicyNode node, string allowed, Remarks remarks)
    {
        // Of what looks like a secret, or is no text, enough has been said.
        if (!node.IsRefused)
            remarks.Refuse(node, $"is {node.Shown}", allowed);
    }

    public static int? Whole(this PolicyNode node, int least, int most, string unit, Remarks remarks)
    {
        if (node.Kind is JsonValueKind.Number
            && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        node.RefuseAs(string.Create(CultureInfo.InvariantCulture, $"a whole number of {unit} from {least} to {most}"), remarks);
        return null;
    }

    public static bool? Flag(this PolicyNode node, Remarks remarks)
    {
        if (node.Kind is JsonValueKind.True or JsonValueKind.False)
            return node.Kind is JsonValueKind.True;
        node.RefuseAs("true or false", remarks);
        return null;
    }

    /// <summary>Text that may be shown: not blank, one line, at most 500 characters.</summary>
    public static string? Line(this PolicyNode node, Remarks remarks) =>
        node.Text(text => text.Length <= LongestText && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl),
            $"text of 1 to {LongestText} characters, in one line and not blank", remarks);

    public static string? Text(this PolicyNode node, Func<string, bool> isAllowed, string allowed, Remarks remarks)
    {
        if (node is { Kind: JsonValueKind.String, IsRefused: false } && isAllowed(node.Text))
            return node.Text;
        node.RefuseAs(allowed, remarks);
        return null;
    }

    public static NamePattern? Pattern(this PolicyNode node, Remarks remarks)
    {
        if (node is { Kind: JsonValueKind.String, IsRefused: false } && NamePattern.TryParse(node.Text) is { } pattern)
            return pattern;
        node.RefuseAs(
            $"a name in which * is any text and ? any character: 1 to {NamePattern.MaxLength} bytes, without control characters or white space at its ends", remarks);
        return null;
    }

    /// <summary>The values of a list of so many; what is no list is an empty one, and a remark.</summary>
    public static IReadOnlyList<PolicyNode> List(this PolicyNode node, int least, int most, Remarks remarks)
    {
        if (node.Kind is not JsonValueKind.Array)
        {
            node.RefuseAs("a list", remarks);
            return [];
        }

        if (node.Items.Count < least || node.Items.Count > most)
            remarks.Refuse(node, string.Create(CultureInfo.InvariantCulture, $"has {node.Items.Count} entries"),
                string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));
        return node.Items;
    }
}
