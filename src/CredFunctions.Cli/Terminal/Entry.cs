using Spectre.Console;
using Spectre.Console.Rendering;

namespace CredFunctions.Cli.Terminal;

/// <summary>A label, and from a column on a text whose further lines begin there too. No line ends with blanks.</summary>
internal sealed class Entry(string label, int column, Paragraph text, Style? labelStyle = null) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var width = maxWidth - column;
        var isFirst = true;
        foreach (var line in Segment.SplitLines(((IRenderable)text).Render(options, width), width))
        {
            if (isFirst)
            {
                yield return new Segment(label, labelStyle ?? Style.Plain);
                yield return Segment.Padding(Math.Max(0, column - label.Length));
            }
            else
            {
                yield return Segment.Padding(column);
            }

            foreach (var segment in WithoutTrailingBlanks(line))
                yield return segment;
            yield return Segment.LineBreak;
            isFirst = false;
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
