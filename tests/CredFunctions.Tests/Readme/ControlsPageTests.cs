using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Readme;

public sealed class ControlsPageTests
{
    [Fact]
    public async Task The_page_has_a_line_for_every_mapping_and_no_other()
    {
        var page = await File.ReadAllLinesAsync(RepositoryFile.At("docs/controls.md"), TestContext.Current.CancellationToken);

        page.Where(line => line.Contains(" | `", StringComparison.Ordinal)).Should().Equal(Lines());
    }

    [Fact]
    public void No_mapping_lacks_a_bound_or_a_source()
    {
        foreach (var mapping in RuleCatalogue.All.SelectMany(rule => rule.Controls))
        {
            mapping.Control.Bound.Words.Should().NotBeEmpty($"{mapping.Control} has a bound");
            mapping.Control.ReadAt.Should().NotBeEmpty($"{mapping.Control} was read somewhere");
            (mapping.Source is ControlSource.Ours || !mapping.Control.ReadAt.Contains("not read", StringComparison.Ordinal))
                .Should().BeTrue($"{mapping.Control} is ours unless it was read");
        }
    }

    [Fact]
    public void No_rule_has_a_control_twice() => RuleCatalogue.All.Should().AllSatisfy(
        rule => rule.Controls.Select(mapping => mapping.Control).Should().OnlyHaveUniqueItems());

    private static IEnumerable<string> Lines() =>
        from each in RuleCatalogue.All.SelectMany(rule => rule.Controls.Select(mapping => (rule, mapping)))
            .OrderBy(each => $"{each.mapping.Control.Framework} {each.mapping.Control.Version} | {each.mapping.Control.Clause}", StringComparer.Ordinal)
        let rule = each.rule
        let mapping = each.mapping
        let control = mapping.Control
        select $"| {control.Framework} {control.Version} | {control.Clause} | {control.Words} | {control.Bound} | `{rule.Id}` "
            + $"| {(mapping.IsExact ? "exact" : "partial")} | {(mapping.Source is ControlSource.Published ? "published" : "ours")} "
            + $"| {control.ReadAt} |";
}
