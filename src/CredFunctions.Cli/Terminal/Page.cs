using CredFunctions.Languages;

using Spectre.Console;
using Spectre.Console.Rendering;

namespace CredFunctions.Cli.Terminal;

/// <summary>
/// Text for a person, wrapped at the terminal's width, in the language that was asked for. All text that comes in is shown, never
/// interpreted.
/// </summary>
internal sealed class Page
{
    private readonly IAnsiConsole console;

    public Page(TextWriter writer, CommandEnvironment environment)
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = environment.HasColors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = environment.HasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,

            // Left alone, a build server's environment would switch colours on.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = environment.Width;
    }

    /// <summary>The language of what is written.</summary>
    public Translation Words { get; init; } = Translation.To(Language.English);

    public void BlankLine() => console.WriteLine();

    /// <summary>A blank line and the name of what follows.</summary>
    public void Heading(string text)
    {
        BlankLine();
        Line(text, Styles.Strong);
    }

    public void Line(string text, Style? style = null) => console.Write(new Entry("", 0, Shown(Words.Of(text), style)));

    /// <summary>A label and beside it a text that keeps to its own column.</summary>
    public void Labelled(string label, int column, string text, Style? labelStyle = null) =>
        Named(label, column, Words.Of(text), remark: null, labelStyle);

    /// <summary>The same, with a remark behind the text.</summary>
    public void Labelled(string label, int column, string text, string remark, Style? labelStyle = null) =>
        Named(label, column, Words.Of(text), remark, labelStyle);

    /// <summary>The same, where the text is a name, which is the same in every language.</summary>
    public void Named(string label, int column, string name, string? remark = null, Style? labelStyle = null)
    {
        var text = Shown(name, style: null);
        if (remark is not null)
            text.Append($" {PrintableText.Of(Words.Of(remark))}", Styles.Faint);
        var indent = label.Length - label.TrimStart().Length;
        console.Write(new Entry(new string(' ', indent) + PrintableText.Of(Words.Of(label[indent..])), column, text, labelStyle));
    }

    private static Paragraph Shown(string text, Style? style) => new(PrintableText.Of(text), style);

    // A label, and from a column on a text whose further lines begin there too. No line ends with blanks.
    private sealed class Entry(string label, int column, Paragraph text, Style? labelStyle = null) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            var width = maxWidth - column;
            foreach (var (number, line) in Segment.SplitLines(((IRenderable)text).Render(options, width), width).Index())
            {
                yield return number == 0 ? new Segment(label, labelStyle ?? Style.Plain) : Segment.Padding(column);
                if (number == 0)
                    yield return Segment.Padding(Math.Max(0, column - new Segment(label).CellCount()));
                foreach (var segment in WithoutTrailingBlanks(line))
                    yield return segment;
                yield return Segment.LineBreak;
            }
        }

        private static List<Segment> WithoutTrailingBlanks(IEnumerable<Segment> line)
        {
            var segments = line.ToList();
            while (segments is [.., var last])
            {
                segments.RemoveAt(segments.Count - 1);
                if (last.Text.TrimEnd() is { Length: > 0 } text)
                {
                    segments.Add(new Segment(text, last.Style));
                    break;
                }
            }

            return segments;
        }
    }
}

/// <summary>Colours. They only repeat the words.</summary>
internal static class Styles
{
    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    public static Style Faint { get; } = new(decoration: Decoration.Dim);

    public static Style Good { get; } = new(Color.Green, decoration: Decoration.Bold);

    public static Style Of(Severity severity) => severity switch
    {
        Severity.Critical => new Style(Color.Red, decoration: Decoration.Bold),
        Severity.High => new Style(Color.Red),
        Severity.Medium => new Style(Color.Yellow),
        Severity.Low => new Style(Color.Aqua),
        _ => Style.Plain,
    };
}
