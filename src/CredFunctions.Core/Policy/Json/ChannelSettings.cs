using System.Text;
using System.Text.Json;

namespace CredFunctions.Policy.Json;

/// <summary>Values that the settings of several kinds of channel have: names of settings, URLs, mail addresses.</summary>
public static class ChannelSettings
{
    // A policy can name no other setting, so it cannot send a secret of something else to a channel.
    private const string SettingPrefix = "CHANNEL_";

    private const int MaxSettingName = 128;
    private const int MaxAddress = 254;
    private const int MaxRecipients = 50;

    /// <summary>The name of a setting that holds a secret.</summary>
    public static string? Setting(this PolicyNode node)
    {
        if (node is { Kind: JsonValueKind.String, IsRefused: false } && !node.Text.StartsWith(SettingPrefix, StringComparison.Ordinal))
        {
            // The error does not repeat the text, which may be the secret itself.
            node.Refuse(
                "does not name a setting of a channel",
                $"the name of a setting, not its value, that begins with {SettingPrefix}: "
                + $"name the setting {NameToUse(node.Path)}, here and where it is set");
            return null;
        }

        return node.TextThat(
            IsSettingName,
            $"the name of a setting, not its value: {SettingPrefix} and 1 to {MaxSettingName - SettingPrefix.Length} "
            + "ASCII letters, digits, \".\", \"_\", \":\" or \"-\"");
    }

    /// <summary>Whether the revocation of the server's certificate is checked.</summary>
    public static bool ChecksRevocation(this PolicyObject settings) => settings.Take("checkRevocation")?.Flag() ?? true;

    /// <summary>A URL without anything secret in it.</summary>
    public static Uri? PublicUrl(this PolicyNode node) =>
        node.TextThat(text => UrlOf(text) is not null, "a URL that begins with https:// (http:// to this machine only)") is { } text
            ? UrlOf(text)
            : null;

    public static string? MailAddress(this PolicyNode node) =>
        node.TextThat(IsMailAddress, "a mail address, such as \"security@example.com\"");

    public static IReadOnlyList<string> MailAddresses(this PolicyNode node) =>
        [.. node.List(1, MaxRecipients).Select(address => address.MailAddress()).OfType<string>()];

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

/// <summary>Reads what a policy sets for the channels of one kind.</summary>
public interface IChannelReader
{
    /// <summary>The value of <c>kind</c>.</summary>
    string Kind { get; }

    /// <summary>Reads a channel; null when a required setting is missing or wrong. The remarks of the settings then name it.</summary>
    Channel? Read(string name, PolicyObject settings);
}
