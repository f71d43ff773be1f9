using System.Globalization;
using System.Text.RegularExpressions;

using CredFunctions.Channels.Wording;
using CredFunctions.Languages;

namespace CredFunctions.Channels.Mail;

/// <summary>A notification as HTML for mail programs, by the parts of <c>mail.html</c>.</summary>
internal static class MailHtml
{
    private const string Red = "#b42318";
    private const string Amber = "#9a6700";
    private const string Blue = "#0969da";
    private const string Grey = "#59636e";
    private const int NamesInGroup = 12;

    public static string Of(NotificationText text)
    {
        IEnumerable<string> rows =
        [
            MailTemplate.Fill("heading", ("color", text.IsUrgent ? Red : Blue), ("title", text.Title)),
            .. text.Paragraphs.Select(paragraph => MailTemplate.Fill("paragraph", ("text", paragraph))),
            text.Facts.Count == 0 ? "" : MailTemplate.Fill("facts", ("facts", string.Concat(text.Facts.Select(FactOf)))),
            text.Open.Count == 0
                ? ""
                : MailTemplate.Fill("counts", ("counts", string.Concat(text.Open.Select(open => CountOf(open, text.Words))))),
            .. text.Sections.Select(SectionOf),
            text.MoreText is { } more ? MailTemplate.Fill("more", ("text", more)) : "",
            .. RemediesOf(text),
            .. text.Actions.Select(ActionOf),
            .. text.Remarks.Select(remark => MailTemplate.Fill("remark", ("text", remark))),
        ];
        return MailTemplate.Fill("page", ("language", text.Words.Language.Tag()), ("title", text.Title), ("rows", string.Concat(rows)));
    }

    private static string SectionOf(SectionText section)
    {
        var rows = section.Groups.SelectMany(group => group.IsMany ? [GroupOf(group)] : group.Items.Select(ItemOf))
            .Concat(section.Lines.Select(LineOf));
        var table = MailTemplate.Fill(
            section.Groups.Count > 0 ? "section" : "lines",
            ("heading", section.Heading), ("severity", section.Words.Of(Headings.Severity)),
            ("account", section.Words.Of(Headings.Account)), ("finding", section.Words.Of(Headings.Finding)),
            ("items", string.Concat(rows)));
        return section.MoreLinesText is { } more ? table + MailTemplate.Fill("more", ("text", more)) : table;
    }

    private static string LineOf(LineText line) => MailTemplate.Fill(
        "line", ("severity", line.Severity.Name()), ("level", line.Level), ("color", ColorOf(line.Severity)), ("text", line.Text));

    private static string GroupOf(GroupText group) => MailTemplate.Fill(
        "group",
        ("severity", group.Severity.Name()),
        ("level", group.Level),
        ("color", ColorOf(group.Severity)),
        ("event", MailTemplate.Fill("small", ("text", group.Word))),
        ("size", group.Size),
        ("title", group.Title),
        ("names", group.Names(NamesInGroup)));

    private static string ActionOf(ActionText action) => action.Url is { } url
        ? MailTemplate.Fill("link", ("url", url), ("title", action.Title))
        : MailTemplate.Fill("command", ("title", action.Title), ("command", action.Command!));

    private static string FactOf((string Name, string Value) fact) =>
        MailTemplate.Fill("fact", ("name", fact.Name), ("value", fact.Value));

    private static string CountOf((Severity Severity, long Count) open, Translation words) => MailTemplate.Fill(
        "count",
        ("class", open.Count == 0 ? "quiet" : open.Severity.Name()),
        ("color", open.Count == 0 ? Grey : ColorOf(open.Severity)),
        ("count", open.Count.ToString("N0", CultureInfo.InvariantCulture)),
        ("severity", words.Of(open.Severity.Name())));

    private static string ItemOf(ItemText item)
    {
        var details = string.Join(" · ", new[] { item.Since, item.Note }.Where(part => !string.IsNullOrEmpty(part)));
        return MailTemplate.Fill(
            "item",
            ("severity", item.Severity.Name()),
            ("level", item.Level),
            ("color", ColorOf(item.Severity)),
            ("event", MailTemplate.Fill("small", ("text", item.Word))),
            ("username", item.Username),
            ("account", item.Key.Length == 0
                ? MailTemplate.Fill("small", ("text", item.AccountId))
                : MailTemplate.Fill("small-two", ("first", item.AccountId), ("second", item.Key))),
            ("title", item.Title),
            ("message", item.Message),
            ("details", details.Length == 0 ? "" : MailTemplate.Fill("small", ("text", details))));
    }

    private static IEnumerable<string> RemediesOf(NotificationText text)
    {
        if (text.Remedies.Count > 0)
            yield return MailTemplate.Fill("remedies", ("heading", text.Words.Of(Headings.WhatToDo)));
        foreach (var (title, remedy) in text.Remedies)
            yield return MailTemplate.Fill("remedy", ("title", title), ("remedy", remedy));
    }

    private static string ColorOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => Red,
        Severity.Medium => Amber,
        _ => Blue,
    };
}

/// <summary>The parts of <c>mail.html</c>.</summary>
internal static partial class MailTemplate
{
    private static readonly Dictionary<string, string> Parts = Read();

    /// <summary>A part with its text, which is encoded, and with the parts inside of it.</summary>
    public static string Fill(string part, params (string Name, string Value)[] values) =>
        Placeholder().Replace(Parts[part], match =>
        {
            var (_, value) = values.First(each => each.Name == match.Groups["name"].Value);
            return match.ValueSpan.StartsWith("{{{") ? value : Encode(value);
        });

    // Only what HTML needs: WebUtility also encodes characters that every mail program shows.
    private static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    private static Dictionary<string, string> Read()
    {
        using var resource = typeof(MailTemplate).Assembly.GetManifestResourceStream("mail.html")!;
        using var reader = new StreamReader(resource);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in reader.ReadToEnd().ReplaceLineEndings("\n").Split("<!-- part: ").Skip(1))
        {
            var end = part.IndexOf(" -->\n", StringComparison.Ordinal);
            var html = part[(end + 5)..];
            parts.Add(part[..end], part.StartsWith("small", StringComparison.Ordinal) ? html.TrimEnd('\n') : html);
        }

        return parts;
    }

    [GeneratedRegex("""\{\{\{(?<name>\w+)\}\}\}|\{\{(?<name>\w+)\}\}""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();
}
