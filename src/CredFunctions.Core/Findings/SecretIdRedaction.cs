using System.Text.RegularExpressions;

namespace CredFunctions.Findings;

/// <summary>
/// Masks every SecretId in a text that other people wrote and that is given on whole. Where text is only shown,
/// <see cref="Reports.ShownText"/> is stricter.
/// </summary>
public static partial class SecretIdRedaction
{
    /// <summary>Whether the text may hold a SecretId, which Tencent Cloud begins with <c>AKID</c>.</summary>
    public static bool Suspects(ReadOnlySpan<byte> text) => text.IndexOf("AKID"u8) >= 0;

    public static string Apply(string text) => SecretId().Replace(text, static match => SecretIdMask.Of(match.Value));

    [GeneratedRegex("AKID[A-Za-z0-9_-]{12,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretId();
}
