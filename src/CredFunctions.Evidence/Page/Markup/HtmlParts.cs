using System.Globalization;
using System.Runtime.CompilerServices;

namespace CredFunctions.Evidence.Page.Markup;

/// <summary>
/// An interpolated string as markup: its literals are, and every value in it is encoded. So nothing that comes from outside
/// can become markup, even where a caller forgets to encode it.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlParts
{
    private readonly HtmlText target;

    public HtmlParts(int literalLength, int formattedCount, HtmlText target)
    {
        _ = literalLength + formattedCount;
        this.target = target;
    }

    public void AppendLiteral(string markup) => target.Markup(markup);

    public void AppendFormatted(string? value) => target.Encoded(value ?? "");

    public void AppendFormatted(long number) => target.Markup(number.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>A number as an attribute takes it.</summary>
    public void AppendFormatted(double number) => target.Markup(number.ToString("0.##", CultureInfo.InvariantCulture));

    public void AppendFormatted(DateOnly? day) => target.Markup(day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
}
