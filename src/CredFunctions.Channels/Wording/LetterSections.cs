using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>The parts into which a list of items falls: what is new, what is still open, what is over.</summary>
internal static class LetterSections
{
    public static IEnumerable<(string Heading, IReadOnlyList<LetterItem> Items)> Of(Letter letter) => letter.Items
        .GroupBy(item => item.Kind.IsNew()
            ? "New and worse"
            : item.Kind.IsSettled()
            ? "Resolved, lowered or excepted"
            : "Still open", StringComparer.Ordinal)
        .Select(section => (section.Key, (IReadOnlyList<LetterItem>)[.. section]));

    /// <summary>What to do, once for each kind of finding among the items, the most urgent first.</summary>
    public static IEnumerable<(string Title, string Remedy)> Remedies(IEnumerable<LetterItem> items) => items
        .Where(item => item.Remedy is not null && !item.Kind.IsSettled())
        .Select(item => (item.Title, item.Remedy!)).Distinct();
}
