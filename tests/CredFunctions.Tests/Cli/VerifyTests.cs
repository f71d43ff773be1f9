using System.Security.Cryptography;
using System.Text;

using CredFunctions.Evidence.Integrity;
using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

public sealed class VerifyTests : IDisposable
{
    private readonly ScannedHistory history = new();

    private string Out => Path.Combine(history.Folder, "evidence");

    private string Source => Path.Combine(Out, "default");

    private string[] Runs => [.. Directory.EnumerateDirectories(Source).Order(StringComparer.Ordinal)];

    public void Dispose() => history.Dispose();

    [Fact]
    public void Evidence_that_nothing_happened_to_is_unchanged()
    {
        ScanThree();

        var run = Verify();

        run.ExitCode.Should().Be(0);
        run.Output.Should().StartWith("default: 3 runs, ").And.EndWith("files unchanged.\n");
        Runs.Select(Path.GetFileName).Should().AllSatisfy(name => name.Should().MatchRegex("^2026-11-[0-9]{2}T040000Z-[0-9a-f]{8}$"));
    }

    [Fact]
    public void A_flipped_byte_is_found_in_every_file()
    {
        ScanThree();

        foreach (var path in Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories).ToList())
        {
            var bytes = File.ReadAllBytes(path);
            foreach (var place in (int[])[0, bytes.Length / 2, bytes.Length - 1])
            {
                if (bytes.Length == 0)
                    continue;
                File.WriteAllBytes(path, [.. bytes.Select((each, index) => index == place ? (byte)(each ^ 1) : each)]);

                var run = Verify();

                run.ExitCode.Should().Be(1, $"byte {place} of {path} was flipped");
                run.Output.Should().Contain(Path.GetFileName(path));
                File.WriteAllBytes(path, bytes);
            }
        }

        Verify().ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_missing_and_an_added_file_are_named()
    {
        ScanThree();
        var run = Path.Combine(Runs[1], "1");
        var findings = File.ReadAllBytes(Path.Combine(run, "findings.csv"));
        File.Delete(Path.Combine(run, "findings.csv"));

        Verify().Output.Should().Contain("findings.csv is missing");

        File.WriteAllBytes(Path.Combine(run, "findings.csv"), findings);
        File.WriteAllText(Path.Combine(run, "more.csv"), "");
        Verify().Output.Should().Contain("more.csv is not in manifest.json");
    }

    [Fact]
    public void A_chain_whose_beginning_was_purged_is_accepted_and_one_with_a_gap_is_not()
    {
        ScanThree();
        var runs = Runs;
        Directory.Delete(runs[0], recursive: true);

        var purged = Verify();

        purged.ExitCode.Should().Be(0);
        purged.Output.Should().Contain("2 runs").And.Contain("Runs before 2026-11-08T04:00:00Z were purged.");
        ScanThree();
        Directory.Delete(runs[2], recursive: true);
        Verify().Output.Should().Contain("is missing, though it is the latest run of the index");
    }

    [Fact]
    public void So_is_one_whose_first_run_was_purged_after_its_report_was_recorded_again()
    {
        Scan("first.csv", 0);
        Scan("second.csv", 7);
        var second = RunManifest.Read(File.ReadAllBytes(Path.Combine(Runs[1], "1", "manifest.json")))!;
        history.Run("withdraw", second.ReportId[..8], "--state", history.State, "--yes").ExitCode.Should().Be(0);
        Scan("first.csv", 0);
        Verify().ExitCode.Should().Be(0);

        // By the age of its files: its second run is younger than the report after it.
        Directory.Delete(Path.Combine(Runs[0], "1"), recursive: true);
        var run = Verify();

        run.Output.Should().Contain("2 runs").And.Contain("Runs before 2026-11-08T04:00:00Z were purged.");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_gap_in_the_chain_is_found()
    {
        ScanThree();
        Directory.Delete(Runs[1], recursive: true);

        var run = Verify();

        run.ExitCode.Should().Be(1);
        run.Output.Should().Contain("manifest.json is missing, though runs before it are there");
    }

    [Fact]
    public void Two_executions_from_copies_of_state_and_evidence_give_the_same_bytes()
    {
        Scan("first.csv", 0);
        Scan("second.csv", 7);
        Directory.CreateDirectory(Path.Combine(history.Folder, "copy"));
        File.Copy(history.State, Path.Combine(history.Folder, "copy", "audit.db"));
        Copy(Out, Path.Combine(history.Folder, "copy", "evidence"));
        var third = history.Report("third.csv", 14, ReportOf(14));

        history.Run("scan", third, "--state", history.State, "--out", Out).ExitCode.Should().Be(0);
        history.Run("scan", third, "--state", Path.Combine(history.Folder, "copy", "audit.db"), "--out", Path.Combine(history.Folder, "copy", "evidence"))
            .ExitCode.Should().Be(0);

        All(Path.Combine(history.Folder, "copy", "evidence")).Should().Equal(All(Out));
        Directory.EnumerateFiles(Source, "manifest.json", SearchOption.AllDirectories).Should().HaveCount(3);
    }

    [Fact]
    public void A_signature_is_checked_with_the_public_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (secret, open, wrong) = (Written("key.pem", key.ExportECPrivateKeyPem()), Written("public.pem", key.ExportSubjectPublicKeyInfoPem()),
            Written("wrong.pem", other.ExportSubjectPublicKeyInfoPem()));
        Scan("first.csv", 0, "--sign", secret);

        Verify("--key", open).Output.Should().EndWith("Every manifest is signed with the key.\n");
        Verify("--key", wrong).ExitCode.Should().Be(1);
        Verify("--key", wrong).Output.Should().Contain("manifest.json.sig is no signature of the manifest by the key");
        history.Run("scan", history.Report("a.csv", 0, ScannedHistory.First()), "--sign", secret).Sentence.Should().Contain("name a folder with --out");
        history.Run("scan", history.Report("a.csv", 0, ScannedHistory.First()), "--out", Out, "--sign", open).Sentence
            .Should().Contain("is no such key").And.Contain("openssl");
    }

    [Fact]
    public void A_folder_without_evidence_is_an_error()
    {
        history.Run("verify", Path.Combine(history.Folder, "none")).ExitCode.Should().Be(2);
        Directory.CreateDirectory(Out);
        Verify().Sentence.Should().Contain("holds no manifest.json");
        Verify().ExitCode.Should().Be(2);
    }

    [Fact]
    public void The_index_lists_every_run_and_marks_the_latest_that_was_not_withdrawn()
    {
        Scan("first.csv", 0);
        Scan("second.csv", 7);
        var manifest = RunManifest.Read(File.ReadAllBytes(Path.Combine(Runs[1], "1", "manifest.json")))!;
        File.ReadAllLines(Path.Combine(Source, "index.csv"))[1].Should().Contain(",complete,yes,").And.StartWith("2026-11-08T04:00:00Z,");

        history.Run("withdraw", manifest.ReportId[..8], "--state", history.State, "--yes").ExitCode.Should().Be(0);
        Scan("first.csv", 0);

        var rows = File.ReadAllLines(Path.Combine(Source, "index.csv"));
        rows.Should().HaveCount(4, "a run of the report before is recorded anew");
        rows[1].Should().Contain(",withdrawn,,");
        rows[2].Should().Contain(",complete,yes,");
        File.ReadAllText(Path.Combine(Source, "index.html")).Should().Contain("latest").And.Contain("/2/report.html");
        Verify().ExitCode.Should().Be(0);
    }

    private void ScanThree()
    {
        Scan("first.csv", 0);
        Scan("second.csv", 7);
        Scan("third.csv", 14);
    }

    private void Scan(string name, int day, params string[] more) =>
        history.Scan([history.Report(name, day, ReportOf(day)), "--out", Out, .. more]).ExitCode.Should().Be(0);

    private static ReportText ReportOf(int day) => day switch
    {
        0 => ScannedHistory.First(),
        7 => ScannedHistory.Second(),
        _ => ScannedHistory.People(30, (9, Column.MfaDeviceActive, "FALSE")),
    };

    private CommandRun Verify(params string[] more) => history.Run(["verify", Out, .. more]);

    private string Written(string name, string text)
    {
        var path = Path.Combine(history.Folder, name);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        return path;
    }

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    private static Dictionary<string, string> All(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))), StringComparer.Ordinal);
}
