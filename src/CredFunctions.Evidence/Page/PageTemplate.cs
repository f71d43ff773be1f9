using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

using CredFunctions.Languages;

using Fluid;
using Fluid.Values;

namespace CredFunctions.Evidence.Page;

/// <summary>
/// A self-contained page: a template, which encodes every value, with the style and the script of all pages. The page lets through its
/// own style and script, by their hashes, and nothing else.
/// </summary>
internal sealed class PageTemplate(string name)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly TemplateOptions Options = OptionsOfPage();
    private static readonly string Style = Resource("page.css");
    private static readonly string Script = Resource("page.js");

    private readonly IFluidTemplate template =
        new FluidParser(new FluidParserOptions { AllowFunctions = true }).Parse(Resource(name));

    /// <summary><c>report.html</c>.</summary>
    public static PageTemplate Report { get; } = new("page.liquid");

    /// <summary><c>index.html</c>.</summary>
    public static PageTemplate Index { get; } = new("index.liquid");

    /// <summary><c>overview.html</c>.</summary>
    public static PageTemplate Overview { get; } = new("overview.liquid");

    public async Task<byte[]> RenderAsync(Values values, Language language)
    {
        var context = new TemplateContext(Options);
        foreach (var (key, value) in values)
            context.SetValue(key, FluidValue.Create(value, Options));
        AddResource(context, "style", Style);
        AddResource(context, "script", Script);

        // A page is bounded, so it is held whole: the template would write synchronously, and a blob cannot.
        var page = await template.RenderAsync(context, Encoder, isolateContext: false);
        return Encoding.UTF8.GetBytes(PageTranslation.Of(page, Translation.To(language), Encoder));
    }

    private static void AddResource(TemplateContext context, string name, string content)
    {
        context.SetValue(name, new StringValue(content, encode: false));
        context.SetValue($"{name}Hash", $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}");
    }

    private static TemplateOptions OptionsOfPage()
    {
        // Text may come from a report: what cannot be seen is shown as its code point. Numbers get thousands separators.
        var options = new TemplateOptions();
        options.ValueConverters.Add(value => value switch
        {
            string words => new StringValue(PrintableText.Of(words)),
            long or int => new StringValue(Counted.Number(Convert.ToInt64(value, CultureInfo.InvariantCulture))),
            _ => null,
        });
        options.Filters.AddFilter("breaks", (input, _, _) => new StringValue(WithBreaks(input.ToStringValue()), encode: false));
        return options;
    }

    // A long name breaks behind its separators before it breaks anywhere else. What is encoded holds none of them.
    private static string WithBreaks(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            text.Append(Encoder.Encode(character.ToString()));
            if (character is '@' or '.' or '-' or '_' or '/' or '+')
                text.Append("<wbr>");
        }

        return text.ToString();
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(PageTemplate).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
