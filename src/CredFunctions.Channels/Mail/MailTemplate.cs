using System.Text.RegularExpressions;

namespace CredFunctions.Channels.Mail;

/// <summary>The parts of <c>mail.html</c>.</summary>
internal static partial class MailTemplate
{
    private static readonly Dictionary<string, string> Parts = Read();

    /// <summary>A part with its text, which is encoded, and with the parts inside of it.</summary>
    public static string Fill(string part, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            byName.Add(name, value);
        return Placeholder().Replace(Parts[part], match =>
        {
            var value = byName[match.Groups["name"].Value];
            return match.ValueSpan.StartsWith("{{{") ? value : Encode(value);
        });
    }

    // Only what HTML needs: WebUtility also encodes characters that every mail program shows.
    private static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    private static Dictionary<string, string> Read()
    {
        using var resource = typeof(MailTemplate).Assembly.GetManifestResourceStream("mail.html")!;
        using var reader = new StreamReader(resource);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in reader.ReadToEnd().ReplaceLineEndings("\n").Split("<!-- part: ").Skip(1))
        {
            var end = part.IndexOf(" -->\n", StringComparison.Ordinal);
            var html = part[(end + 5)..];
            parts.Add(part[..end], part.StartsWith("small", StringComparison.Ordinal) ? html.TrimEnd('\n') : html);
        }

        return parts;
    }

    [GeneratedRegex("""\{\{\{(?<name>\w+)\}\}\}|\{\{(?<name>\w+)\}\}""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();
}
