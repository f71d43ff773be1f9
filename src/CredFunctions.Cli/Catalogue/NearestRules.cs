using CredFunctions.Rules;

namespace CredFunctions.Cli.Catalogue;

/// <summary>The rules that the user may have meant.</summary>
internal static class NearestRules
{
    private const int Named = 3;

    public static IEnumerable<string> To(string id) => RuleCatalogue.All
        .Select(rule => rule.Id)
        .OrderBy(known => Distance(id, known))
        .Take(Named);

    // A part of an id is nearer than any misspelling of the whole.
    private static int Distance(string id, string known) =>
        id.Length > 0 && known.Contains(id, StringComparison.OrdinalIgnoreCase) ? 0 : EditDistance.Between(id, known);
}
