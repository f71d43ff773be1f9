using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CredFunctions.Evidence.Page.Markup;

/// <summary>A page on its way out. What is written in this code is markup; whatever is put into it is text.</summary>
internal sealed class HtmlText(EvidenceText text)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // An instance member, since the handler of its text has to be given the page that it writes to.
#pragma warning disable CA1822
    public void Write([InterpolatedStringHandlerArgument("")] HtmlParts parts) => _ = parts;
#pragma warning restore CA1822

    /// <summary>Markup of this code.</summary>
    public void Markup(string markup) => text.Write(markup);

    /// <summary>Anybody's text: encoded, and what cannot be seen as its code point.</summary>
    public void Encoded(string value) => text.Write(Encoder.Encode(PrintableText.Of(value)));

    /// <summary>Sends on what has piled up.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => text.FlushAsync(cancellationToken);
}
