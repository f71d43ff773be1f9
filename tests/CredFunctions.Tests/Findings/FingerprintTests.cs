using System.Security.Cryptography;
using System.Text;

using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Findings;

public sealed class FingerprintTests
{
    [Fact]
    public void Is_the_one_that_was_published_as_test_vector() =>
        Fingerprint.Of("default", "access-key-leak-risk", "100000000001"u8, "AKIDaaaaaaaaaaaaaa"u8).Should().Be("8960d0b0046fbc2c3fe3ef5d68554282");

    [Theory]
    [InlineData("default", "dormant-identity", "1", "")]
    [InlineData("Prod_1.a-b", "access-key-unused", "01", "AKIDx")]
    [InlineData("prod_1.a-b", "access-key-unused", "01", "akidx")]
    public void Is_the_hash_of_four_lines(string source, string rule, string account, string secretId)
    {
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{rule}\n{account}\n{secretId}")))[..32];

        Fingerprint.Of(source, rule, Encoding.UTF8.GetBytes(account), Encoding.UTF8.GetBytes(secretId)).Should().Be(expected);
    }

    [Theory]
    [InlineData(64, 128)]
    [InlineData(64, 600)]
    [InlineData(64, 70_000)]
    public void Is_the_same_hash_however_long_the_text(int source, int secretId)
    {
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{new string('s', source)}\nrule\n12345678901234567890\n{new string('x', secretId)}")))[..32];

        Fingerprint.Of(new string('s', source), "rule", "12345678901234567890"u8, Encoding.UTF8.GetBytes(new string('x', secretId))).Should().Be(expected);
    }

    [Fact]
    public void Stays_when_a_key_changes_its_slot()
    {
        var first = Fingerprints(AccountRow.Machine(KeySlot.One).WithKey(KeySlot.One, ageDays: 400));
        var second = Fingerprints(AccountRow.Machine(KeySlot.Two).WithKey(KeySlot.Two, ageDays: 400, secretId: AccountRow.SecretId));

        first.Should().NotBeEmpty().And.Equal(second);
    }

    [Fact]
    public void Stays_when_white_space_stands_around_the_cells() => Fingerprints(AccountRow.Clean("7").With(Column.MfaDeviceActive, "FALSE"))
        .Should().Equal(Fingerprints(AccountRow.Clean(" 7\u3000").With(Column.MfaDeviceActive, "FALSE")));

    [Fact]
    public void Differs_for_every_rule_account_key_and_source()
    {
        var row = AccountRow.Machine().WithKey(KeySlot.One, ageDays: 400).WithKey(KeySlot.Two, ageDays: 400).With(Column.AccessKey1MayBeAtRisk, "TRUE");
        var all = Fingerprints(row).Concat(Fingerprints(row, "Default")).Concat(Fingerprints(row.With(Column.AccountId, "2")));

        all.Should().OnlyHaveUniqueItems();
    }

    private static List<string> Fingerprints(AccountRow row, string source = "default") => Reading.Account(row, account =>
    {
        var assessment = new Assessment(source, AccountRow.AsOf, AssessmentPolicy.Default);
        assessment.Assess(account);
        return assessment.Findings.ToArray().Select(assessment.FingerprintOf).ToList();
    });
}
