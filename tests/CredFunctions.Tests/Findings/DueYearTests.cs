using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Findings;

/// <summary>A company's year, a report every two weeks: what was due is what then fails.</summary>
public sealed class DueYearTests(ITestOutputHelper output)
{
    private const int Accounts = 300;
    private const int Reports = 26;

    [Fact]
    public void What_is_due_in_one_report_fails_in_the_next_where_nothing_was_done_meanwhile()
    {
        var random = new Random(RandomRuns.SeedOf(0));
        var company = Enumerable.Range(1, Accounts).Select(id => new Employee(id, random)).ToList();
        var (right, wrong, missed) = (0, 0, 0);
        var (expected, untouched) = (0, 0);
        Dictionary<string, (HashSet<string> Due, HashSet<string> Failing)> before = [];
        for (var number = 0; number < Reports; number++)
        {
            var asOf = AccountRow.AsOf.AddDays(14 * number);
            if (number > 0)
                company.ForEach(employee => employee.Live(asOf, random));
            var now = Assessed(company.Where(employee => !employee.HasLeft), asOf);
            foreach (var employee in company.Where(employee => before.ContainsKey(employee.Id)))
            {
                var (due, failing) = before[employee.Id];
                var opened = now.TryGetValue(employee.Id, out var there) ? there.Failing.Except(failing).ToHashSet() : [];
                right += due.Intersect(opened).Count();
                wrong += due.Except(opened).Count();
                missed += opened.Except(due).Count();
                if (employee.WasTouched)
                    continue;
                opened.Should().BeEquivalentTo(due, $"nothing was done with {employee.Id} before report {number}");
                untouched++;
                expected += due.Count;
            }

            before = now;
        }

        output.WriteLine(
            $"{Reports} reports of {Accounts} accounts: untouched ones {expected} due in {untouched} times two reports, precision and recall 1; "
            + $"all accounts: precision {right / (double)(right + wrong):F3}, recall {right / (double)(right + missed):F3}");
        expected.Should().BeGreaterThan(100);
        wrong.Should().BePositive("a key that is rotated in time was due before");
        missed.Should().BePositive("an intruder was not foreseen");
    }

    private static Dictionary<string, (HashSet<string> Due, HashSet<string> Failing)> Assessed(IEnumerable<Employee> company, DateTimeOffset asOf)
    {
        using var stream = new MemoryStream(Report.Of(company.Select(employee => employee.Row())).Bytes());
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        var assessment = new Assessment("default", asOf, AssessmentPolicy.Default);
        var all = new Dictionary<string, (HashSet<string> Due, HashSet<string> Failing)>(StringComparer.Ordinal);
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            all.Add(reader.Account.Id, (
                [.. assessment.Due.Select(due => $"{due.Rule} {due.Subject}")],
                [.. assessment.Findings.ToArray().Where(finding => finding.Rule.Id is not "report-inconsistent").Select(finding => $"{finding.Rule} {finding.Subject}")]));
        }

        return all;
    }

    /// <summary>A person with a console login, a program with a key, or both.</summary>
    private sealed class Employee
    {
        private readonly bool isPerson;
        private readonly bool hasKey;
        private readonly DateTimeOffset created;
        private DateTimeOffset password;
        private DateTimeOffset login;
        private DateTimeOffset key;
        private DateTimeOffset used;
        private bool isAbnormal;

        public Employee(int id, Random random)
        {
            Id = $"{100_000_000_000 + id}";
            isPerson = id % 3 > 0;
            hasKey = id % 3 < 2;
            created = Before(random, 400);
            (password, login, key, used) = (Before(random, 60), Before(random, 30), Before(random, 80), Before(random, 20));
        }

        public string Id { get; }

        public bool HasLeft { get; private set; }

        /// <summary>Whether anything was done with it since the report before.</summary>
        public bool WasTouched { get; private set; }

        public void Live(DateTimeOffset asOf, Random random)
        {
            // Some are used every day, some hardly ever.
            WasTouched = random.Next(10) < (Id[^1] - '0');
            isAbnormal = false;
            if (!WasTouched)
                return;

            login = isPerson ? asOf.AddHours(-random.Next(1, 300)) : login;
            used = hasKey ? asOf.AddHours(-random.Next(1, 300)) : used;
            key = random.Next(6) == 0 ? asOf.AddHours(-random.Next(1, 300)) : key;
            used = used < key ? key : used;
            password = random.Next(6) == 0 ? login : password;
            isAbnormal = random.Next(100) == 0;
            HasLeft |= random.Next(150) == 0;
        }

        public AccountRow Row()
        {
            var row = isPerson ? AccountRow.Clean(Id) : AccountRow.Machine().With(Column.AccountId, Id);
            row.With(Column.CreationTime, AccountRow.Time(created)).With(Column.AbnormalLoginsWithin30Days, isAbnormal ? "TRUE" : "FALSE");
            if (isPerson)
                row.With(Column.PasswordLastRotation, AccountRow.Time(password)).With(Column.LastConsoleLoginTime, AccountRow.Time(login));
            if (hasKey)
                row.WithKey(KeySlot.One).With(Column.AccessKey1CreationTime, AccountRow.Time(key)).With(Column.AccessKey1LastUsedDate, AccountRow.Time(used));
            return row;
        }

        private static DateTimeOffset Before(Random random, int days) => AccountRow.AsOf.AddSeconds(-random.Next(1, days * 86_400));
    }
}
