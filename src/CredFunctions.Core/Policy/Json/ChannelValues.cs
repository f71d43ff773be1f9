namespace CredFunctions.Policy.Json;

/// <summary>What channels are made of: names of settings, URLs, mail addresses.</summary>
internal static class ChannelValues
{
    private const int MaxSettingName = 128;
    private const int MaxAddress = 254;
    private const int MaxRecipients = 50;

    /// <summary>The name of a setting that holds a secret.</summary>
    public static string? Setting(this PolicyNode node, Remarks remarks) => node.Text(
        IsSettingName, $"the name of a setting, not its value: 1 to {MaxSettingName} ASCII letters, digits, \".\", \"_\", \":\" or \"-\", beginning with a letter or \"_\"", remarks);

    /// <summary>A URL without anything secret in it.</summary>
    public static Uri? PublicUrl(this PolicyNode node, Remarks remarks) =>
        node.Text(text => UrlOf(text) is not null, "a URL that begins with https:// (http:// to this machine only)", remarks) is { } text ? UrlOf(text) : null;

    public static string? MailAddress(this PolicyNode node, Remarks remarks) =>
        node.Text(IsMailAddress, "a mail address, such as \"security@example.com\"", remarks);

    public static IReadOnlyList<string> MailAddresses(this PolicyNode node, Remarks remarks) =>
        [.. node.List(1, MaxRecipients, remarks).Select(address => address.MailAddress(remarks)).OfType<string>()];

    private static bool IsSettingName(string text) =>
        text.Length is > 0 and <= MaxSettingName && (char.IsAsciiLetter(text[0]) || text[0] is '_')
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or ':' or '-');

    private static Uri? UrlOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) ? url : null;

    private static bool IsMailAddress(string text) =>
        text.Length <= MaxAddress && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character is '<' or '>' or ',' or ';' or '"');
}
