using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.IntegrationTests.Month;

/// <summary>The accounts of a source, day by day.</summary>
internal sealed class Company
{
    private readonly SortedDictionary<int, AccountRow> rows = [];

    public Company(int people, int machines)
    {
        for (var number = 1; number <= people; number++)
            rows.Add(number, AccountRow.Clean(IdOf(number)).With(Column.Username, $"user-{number}"));
        for (var number = 501; number <= 500 + machines; number++)
            rows.Add(number, AccountRow.Machine().WithKey(KeySlot.One, secretId: SecretIdOf(number)).With(Column.AccountId, IdOf(number))
                .With(Column.Username, $"svc-{number}"));
    }

    public byte[] Report() => Tests.Building.Report.Of(rows.Values).Bytes();

    /// <summary>The first rows of the report, as of a download that broke off.</summary>
    public byte[] Beginning(int count) => Tests.Building.Report.Of(rows.Values.Take(count)).Bytes();

    public void Set(Column column, string text, params IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
            rows[number].With(column, text);
    }

    public void GiveKey(int number, double ageDays = 10) => rows[number].WithKey(KeySlot.One, ageDays, secretId: SecretIdOf(number));

    public void Hire(int number) => rows.Add(number, AccountRow.Clean(IdOf(number)).With(Column.Username, $"user-{number}"));

    public void Remove(int number) => rows.Remove(number);

    private static string IdOf(int number) => $"100000000{number:000}";

    private static string SecretIdOf(int number) => $"AKID{number:0000}rbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
}
