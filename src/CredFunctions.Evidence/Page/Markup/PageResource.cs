using System.Security.Cryptography;
using System.Text;

namespace CredFunctions.Evidence.Page.Markup;

/// <summary>The style or the script of the page, and the hash by which its policy lets it through.</summary>
internal sealed class PageResource
{
    private PageResource(string text)
    {
        Text = text;
        Hash = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }

    public static PageResource Style { get; } = Read("page.css");

    public static PageResource Script { get; } = Read("page.js");

    public string Text { get; }

    public string Hash { get; }

    private static PageResource Read(string name)
    {
        using var reader = new StreamReader(typeof(PageResource).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return new PageResource(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
