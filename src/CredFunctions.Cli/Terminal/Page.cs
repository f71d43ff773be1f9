using Spectre.Console;

namespace CredFunctions.Cli.Terminal;

/// <summary>Text for a person, wrapped at the terminal's width. All text that comes in is shown, never interpreted.</summary>
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

    public void BlankLine() => console.WriteLine();

    /// <summary>A blank line and the name of what follows.</summary>
    public void Heading(string text)
    {
        BlankLine();
        Line(text, Styles.Strong);
    }

    public void Line(string text, Style? style = null) => console.Write(new Entry("", 0, Shown(text, style)));

    /// <summary>A label and beside it a text that keeps to its own column.</summary>
    public void Labelled(string label, int column, string text, Style? labelStyle = null) =>
        console.Write(new Entry(PrintableText.Of(label), column, Shown(text, style: null), labelStyle));

    /// <summary>The same, with a remark behind the text.</summary>
    public void Labelled(string label, int column, string text, string remark, Style? labelStyle = null) =>
        console.Write(new Entry(
            PrintableText.Of(label), column, Shown(text, style: null).Append($" {PrintableText.Of(remark)}", Styles.Faint), labelStyle));

    private static Paragraph Shown(string text, Style? style) => new(PrintableText.Of(text), style);
}
