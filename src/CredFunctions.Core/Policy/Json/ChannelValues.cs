using System.Text;
using System.Text.Json;

namespace CredFunctions.Policy.Json;

/// <summary>What channels are made of: names of settings, URLs, mail addresses.</summary>
internal static class ChannelValues
{
    private const int MaxSettingName = 128;
    private const int MaxAddress = 254;
    private const int MaxRecipients = 50;

    /// <summary>What every setting begins with that a policy can name, so that a policy cannot send any other to a channel.</summary>
    public const string SettingPrefix = "CHANNEL_";

    /// <summary>The name of a setting that holds a secret.</summary>
    public static string? Setting(this PolicyNode node, Remarks remarks)
    {
        if (node is { Kind: JsonValueKind.String, IsRefused: false } && !node.Text.StartsWith(SettingPrefix, StringComparison.Ordinal))
        {
            // Not repeated: it may be the secret itself.
            remarks.Refuse(
                node,
                "does not name a setting of a channel",
                $"the name of a setting, not its value, that begins with {SettingPrefix}: "
                + $"name the setting {NameToUse(node.Path)}, here and where it is set");
            return null;
        }

        return node.Text(
            IsSettingName,
            $"the name of a setting, not its value: {SettingPrefix} and 1 to {MaxSettingName - SettingPrefix.Length} ASCII letters, digits, \".\", \"_\", \":\" or \"-\"",
            remarks);
    }

    /// <summary>Whether a certificate that its issuer revoked is looked for.</summary>
    public static bool ChecksRevocation(this ObjectReader keys, Remarks remarks) => keys.Take("checkRevocation")?.Flag(remarks) ?? true;

    /// <summary>A URL without anything secret in it.</summary>
    public static Uri? PublicUrl(this PolicyNode node, Remarks remarks) =>
        node.Text(text => UrlOf(text) is not null, "a URL that begins with https:// (http:// to this machine only)", remarks) is { } text
            ? UrlOf(text) : null;

    public static string? MailAddress(this PolicyNode node, Remarks remarks) =>
        node.Text(IsMailAddress, "a mail address, such as \"security@example.com\"", remarks);

    public static IReadOnlyList<string> MailAddresses(this PolicyNode node, Remarks remarks) =>
        [.. node.List(1, MaxRecipients, remarks).Select(address => address.MailAddress(remarks)).OfType<string>()];

    // $.channels.security-chat.urlSetting is CHANNEL_SECURITY_CHAT_URL.
    private static string NameToUse(string path)
    {
        var name = new StringBuilder(SettingPrefix);
        var before = '_';
        foreach (var character in path.Replace("$.channels.", "", StringComparison.Ordinal)
            .Replace("Setting", "", StringComparison.Ordinal))
        {
            if (char.IsAsciiLetterUpper(character) && char.IsAsciiLetterLower(before))
                name.Append('_');
            if (char.IsAsciiLetterOrDigit(character))
                name.Append(char.ToUpperInvariant(character));
            else if (name[^1] is not '_')
                name.Append('_');
            before = character;
        }

        return name.ToString();
    }

    private static bool IsSettingName(string text) =>
        text.Length is > 0 and <= MaxSettingName && text != SettingPrefix && (char.IsAsciiLetter(text[0]) || text[0] is '_')
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or ':' or '-');

    private static Uri? UrlOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) ? url : null;

    private static bool IsMailAddress(string text) =>
        text.Length <= MaxAddress && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && !text.Any(character =>
            char.IsWhiteSpace(character) || char.IsControl(character) || character is '<' or '>' or ',' or ';' or '"');
}
