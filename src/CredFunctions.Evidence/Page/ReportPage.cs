using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

using CredFunctions.Accounts;
using CredFunctions.Languages;

using Fluid;
using Fluid.Values;

namespace CredFunctions.Evidence.Page;

/// <summary>
/// <c>report.html</c>: one self-contained file, for a reader without access to the state. Its markup is <c>page.liquid</c>, which
/// encodes every value; <see cref="PageModel"/> has the values.
/// </summary>
internal sealed class ReportPage(EvidenceText text, RunContext run) : IEvidenceFormat
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly TemplateOptions Options = OptionsOfPage();
    private static readonly IFluidTemplate Template =
        new FluidParser(new FluidParserOptions { AllowFunctions = true }).Parse(Resource("page.liquid"));

    private static readonly string Style = Resource("page.css");
    private static readonly string Script = Resource("page.js");

    private readonly PageTally tally = new(run);

    public void Add(EvidenceAccount account) => tally.Add(account);

    public async Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        var context = new TemplateContext(Options);
        foreach (var (name, value) in new PageModel(result, tally).All())
            context.SetValue(name, FluidValue.Create(value, Options));
        AddResource(context, "style", Style);
        AddResource(context, "script", Script);

        // At most 500 accounts are on the page, so it is held whole: the template would write synchronously, and a blob cannot.
        var page = await Template.RenderAsync(context, Encoder, isolateContext: false);
        page = PageTranslation.Of(page, Translation.To(run.Policy.Language), Encoder);
        await text.Content.WriteAsync(Encoding.UTF8.GetBytes(page), cancellationToken);
    }

    // The policy of the page lets through its own style and script, by their hashes, and nothing else.
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
        return options;
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
