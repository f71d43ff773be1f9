using System.Globalization;
using System.Text.Json;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Teams;

/// <summary>Writes the parts of a card, in short forms: a card has a limit, and bytes of decoration leave less for findings.</summary>
internal sealed class CardParts(Utf8JsonWriter json)
{
    private const int LongestName = 48;
    private const int LongestMessage = 160;

    public void Heading(NotificationText text)
    {
        json.WriteStartObject();
        json.WriteString("type", "Container");
        json.WriteString("style", text.IsUrgent ? "attention" : "emphasis");
        json.WriteBoolean("bleed", true);
        json.WriteStartArray("items");
        StartRuns();
        Run(text.Title, weight: "bolder", size: "large");
        EndRuns();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void Text(string text)
    {
        StartRuns();
        Run(text);
        EndRuns();
    }

    public void Subtle(string text)
    {
        StartRuns();
        Run(text, isSubtle: true);
        EndRuns();
    }

    public void Facts(IReadOnlyList<(string Name, string Value)> facts)
    {
        foreach (var fact in facts)
        {
            StartRuns(spacing: fact == facts[0] ? null : "none");
            Run($"{fact.Name}: ", isSubtle: true);
            Run(fact.Value);
            EndRuns();
        }
    }

    public void Counts(IReadOnlyList<(Severity Severity, long Count)> counts)
    {
        if (counts.Count == 0)
            return;
        json.WriteStartObject();
        json.WriteString("type", "ColumnSet");
        json.WriteStartArray("columns");
        foreach (var count in counts)
        {
            json.WriteStartObject();
            json.WriteString("type", "Column");
            json.WriteString("width", "stretch");
            json.WriteStartArray("items");
            var color = count.Count > 0 ? ColorOf(count.Severity) : null;
            Label(count.Count.ToString("N0", CultureInfo.InvariantCulture), "extraLarge", color, isSubtle: count.Count == 0);
            Label(count.Severity.Name(), "small", color: null, isSubtle: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void SectionHeading(string heading)
    {
        StartRuns(separator: true);
        Run(heading, weight: "bolder", size: "medium");
        EndRuns();
    }

    public void Item(ItemText item)
    {
        StartRuns();
        Run($"{item.Severity.Name().ToUpperInvariant()} ", weight: "bolder", color: ColorOf(item.Severity));
        Run($"{ShortText.Of(item.Username, LongestName)} ", weight: "bolder");
        var word = item.Kind is ItemKind.StillOpen && item.Since.Length > 0 ? "" : item.Kind.Word();
        Run(string.Join(" · ", new[] { item.AccountId, item.Key, word, item.Since }.Where(part => part.Length > 0)), isSubtle: true);
        EndRuns();
        StartRuns(spacing: "none");
        Run($"{item.Title}: {ShortText.Of(item.Message, LongestMessage)}");
        if (item.Note is { } note)
            Run($" {ShortText.Of(note, LongestMessage)}", isSubtle: true);
        EndRuns();
    }

    public void Remedies(IEnumerable<(string Title, string Remedy)> remedies)
    {
        var isFirst = true;
        foreach (var (title, remedy) in remedies)
        {
            if (isFirst)
                SectionHeading("What to do");
            isFirst = false;
            StartRuns(spacing: "small");
            Run($"{title}: ", weight: "bolder");
            Run(remedy);
            EndRuns();
        }
    }

    private static string? ColorOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "attention",
        Severity.Medium => "warning",
        _ => null,
    };

    private void StartRuns(string? spacing = null, bool separator = false)
    {
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        if (spacing is not null)
            json.WriteString("spacing", spacing);
        if (separator)
            json.WriteBoolean("separator", true);
        json.WriteStartArray("inlines");
    }

    private void EndRuns()
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Run(string text, string? weight = null, string? size = null, string? color = null, bool isSubtle = false)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextRun");
        json.WriteString("text", text);
        if (weight is not null)
            json.WriteString("weight", weight);
        if (size is not null)
            json.WriteString("size", size);
        if (color is not null)
            json.WriteString("color", color);
        if (isSubtle)
            json.WriteBoolean("isSubtle", true);
        json.WriteEndObject();
    }

    // A text block renders markdown, so it gets only numbers and the names of severities.
    private void Label(string text, string size, string? color, bool isSubtle)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextBlock");
        json.WriteString("text", text);
        json.WriteString("size", size);
        json.WriteString("horizontalAlignment", "center");
        json.WriteString("spacing", "none");
        if (color is not null)
            json.WriteString("color", color);
        if (isSubtle)
            json.WriteBoolean("isSubtle", true);
        json.WriteEndObject();
    }
}
