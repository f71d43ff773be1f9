using System.Globalization;
using System.Text;

using CredFunctions.Reports;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CredFunctions.Tests.Reports;

/// <summary>The set of account ids against a set of their texts.</summary>
public sealed class AccountIdSetTests
{
    // Few digits, so that many ids are equal, differ in a leading zero or are the beginning of another.
    private static readonly Arbitrary<string[]> Ids = (
        from digit in Gen.Elements('0', '1', '9').ArrayOf().Resize(20)
        from length in Gen.Choose(1, 20)
        select new string([.. digit.Concat(Enumerable.Repeat('0', 20)).Take(length)])).ArrayOf().Resize(400).ToArbitrary();

    [Property(MaxTest = 500)]
    public Property Recognises_an_id_by_its_text() => Prop.ForAll(Ids, ids =>
    {
        var set = new AccountIdSet();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            set.Contains(Encoding.ASCII.GetBytes(id)).Should().Be(texts.Contains(id), id);
            Add(set, id).Should().Be(texts.Add(id), id);
        }
    });

    // Enough to widen the tables several times, of every length.
    [Theory]
    [InlineData("")]
    [InlineData("000")]
    [InlineData("100000000")]
    [InlineData("1000000000000")]
    public void Knows_every_one_of_many_ids(string prefix)
    {
        var set = new AccountIdSet();
        var ids = Enumerable.Range(0, 50_000).Select(n => prefix + (n * 7_919L % 999_983).ToString(CultureInfo.InvariantCulture)).ToList();

        ids.Where(id => !Add(set, id)).Should().BeEmpty();
        ids.Where(id => Add(set, id) || !set.Contains(Encoding.ASCII.GetBytes(id))).Should().BeEmpty();
        ids.Where(id => set.Contains(Encoding.ASCII.GetBytes($"0{id}"))).Should().BeEmpty();
    }

    private static bool Add(AccountIdSet set, string id) => set.Add(Encoding.ASCII.GetBytes(id));
}
