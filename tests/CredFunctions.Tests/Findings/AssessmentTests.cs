using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Findings;

public sealed class AssessmentTests
{
    [Fact]
    public void Lists_findings_in_the_order_of_the_catalogue()
    {
        var row = AccountRow.Clean().WithKey(KeySlot.One, ageDays: 400).WithKey(KeySlot.Two, ageDays: 400)
            .With(Column.AccessKey2MayBeAtRisk, "TRUE").With(Column.MfaDeviceActive, "FALSE");

        Assessed(row, assessment => assessment.Findings.ToArray().Select(finding => $"{finding.Rule} {finding.Subject.Name()}").ToList()).Should().Equal(
            "access-key-leak-risk key2", "access-key-not-rotated key1", "access-key-not-rotated key2", "access-key-overlap account",
            "console-mfa-disabled account", "console-and-access-key account");
    }

    [Fact]
    public void Forgets_one_account_over_the_next()
    {
        using var stream = new MemoryStream(Report.Of(
            AccountRow.Clean("1").With(Column.MfaDeviceActive, "FALSE"), AccountRow.Machine().With(Column.AccountId, "2").With(Column.AccessKey1Status, "odd"), AccountRow.Clean("3")).Bytes());
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        var assessment = new Assessment("default", AccountRow.AsOf, AssessmentPolicy.Default);
        var counts = new List<(int Findings, bool Unassessed, Profile Profile)>();
        while (reader.Read())
        {
            assessment.Assess(reader.Account);
            counts.Add((assessment.Findings.Length, assessment.NotAssessed.Length > 0, assessment.Profile));
        }

        counts.Should().Equal((1, false, Profile.Human), (0, true, Profile.Machine), (0, false, Profile.Human));
    }

    [Fact]
    public void Shows_the_cells_that_decided_a_finding_with_the_secret_id_masked()
    {
        var row = AccountRow.Machine(KeySlot.Two).WithKey(KeySlot.Two, ageDays: 100);

        Assessed(row, assessment => VerdictCells.EvidenceOf(assessment.Account, assessment.Findings.ToArray().Single()).ToList()).Should().Equal(
            KeyValuePair.Create("AccessKey2SecretId", "AKIDq1kr…MPLE"),
            KeyValuePair.Create("AccessKey2CreationTime", row[Column.AccessKey2CreationTime]),
            KeyValuePair.Create("AccessKey2Status", "Active"));
        Assessed(row, assessment => assessment.SecretIdMaskOf(assessment.Findings.ToArray().Single())).Should().Be("AKIDq1kr…MPLE");
    }

    [Theory]
    [InlineData(Column.MfaDeviceActive, "maybe", "console-mfa-disabled", "MFADeviceActive is \"maybe\"")]
    [InlineData(Column.MfaDeviceActive, "", "console-mfa-unavailable", "MFADeviceActive is empty")]
    [InlineData(Column.LastConsoleLoginTime, "not_supported", "console-idle", "Last Console Login Time is \"not_supported\"")]
    [InlineData(Column.AccessKey1SecretId, "AKIDz8krbsJ5yKBZQpn74WFkmLPx3 EXAMPLE", "access-key-leak-risk", "AccessKey1SecretId is not a SecretId")]
    public void Names_the_cells_that_kept_a_rule_from_being_assessed(Column column, string text, string rule, string reason) => Assessed(
        AccountRow.Clean().With(column, text), assessment => VerdictCells.ReasonOf(assessment.Account, assessment.NotAssessed.ToArray().First(verdict => verdict.Rule.Id == rule))).Should().Be(reason);

    [Fact]
    public void Names_a_column_that_is_absent()
    {
        var report = new Report().Without(Column.LastConsoleLoginTime).Rows(AccountRow.Clean());

        Assessed(report, assessment => VerdictCells.ReasonOf(assessment.Account, assessment.NotAssessed.ToArray().First(verdict => verdict.Rule.Id == "console-idle"))).Should().Be("Last Console Login Time: column absent");
    }

    // Everything that is said of an account with everything wrong, a SecretId in the wrong columns among it.
    [Fact]
    public void Says_nothing_that_holds_a_secret_id_whole()
    {
        string[] oddities = [AccountRow.SecretId, $"x {AccountRow.SecretId}", AccountRow.OtherSecretId];
        foreach (var oddity in oddities)
        {
            foreach (var column in Columns.All.Where(column => column is not Column.AccountId))
            {
                var row = AccountRow.Clean().WithKey(KeySlot.One, ageDays: 400).WithKey(KeySlot.Two, ageDays: 400, secretId: AccountRow.SecretId)
                    .With(Column.AccessKey1MayBeAtRisk, "TRUE").With(Column.PasswordLastRotation, "FALSE").With(column, oddity);

                Assessed(row, Everything).Should().NotBeEmpty()
                    .And.NotContain(text => text.Contains(AccountRow.SecretId) || text.Contains(AccountRow.OtherSecretId), $"{column} is {oddity}");
            }
        }
    }

    [Fact]
    public void Names_severities_subjects_and_types_as_every_output_does()
    {
        Enum.GetValues<Severity>().Select(severity => severity.Name()).Should().Equal("info", "low", "medium", "high", "critical");
        Enum.GetValues<Subject>().Select(subject => subject.Name()).Should().Equal("account", "key1", "key2");
        Enum.GetValues<Profile>().Select(profile => profile.Name()).Should().Equal("human", "machine");
        Enum.GetValues<UserType>().Select(type => Cell<UserType>.Of(type).Name()).Should().Equal("sub-user", "collaborator", "wework-sub-user", "message-receiver");
        new Cell<UserType>(CellState.Unrecognised).Name().Should().Be("unrecognised");
    }

    private static List<string> Everything(Assessment assessment) =>
    [
        .. assessment.Findings.ToArray().Select(assessment.MessageOf),
        .. assessment.Findings.ToArray().Select(finding => assessment.SecretIdMaskOf(finding) ?? ""),
        .. assessment.Findings.ToArray().SelectMany(finding => VerdictCells.EvidenceOf(assessment.Account, finding)).Select(cell => cell.Value),
        .. assessment.NotAssessed.ToArray().Select(verdict => VerdictCells.ReasonOf(assessment.Account, verdict)),
    ];

    private static T Assessed<T>(AccountRow row, Func<Assessment, T> what) => Assessed(Report.Of(row), what);

    private static T Assessed<T>(Report report, Func<Assessment, T> what) => Reading.Account(report, account =>
    {
        var assessment = new Assessment("default", AccountRow.AsOf, AssessmentPolicy.Default);
        assessment.Assess(account);
        return what(assessment);
    });
}
