namespace CredFunctions.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("\"scna\" is no command or option. Did you mean \"scan\"? See \"credfunctions --help\".", "scna")]
    [InlineData("\"xyzzy\" is no command or option. See \"credfunctions --help\".", "xyzzy")]
    [InlineData("\"chek\" is no command or option. Did you mean \"check\"? See \"credfunctions policy --help\".", "policy", "chek")]
    [InlineData("\"--polcy\" is no option. Did you mean \"--policy\"? Write a file of that name as \"./--polcy\". See \"credfunctions scan --help\".", "scan", "a.csv", "--polcy", "x")]
    [InlineData("No command was given. See \"credfunctions policy --help\".", "policy")]
    [InlineData("Required argument 'FILE' missing for command: 'check'. See \"credfunctions policy check --help\".", "policy", "check")]
    public void A_mistake_is_answered_with_what_was_probably_meant_and_the_help_to_read(string sentence, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Be(sentence);
    }

    [Fact]
    public void Help_is_a_command_too()
    {
        CommandRun.Of("help", "policy", "check").Output.Should().Be(CommandRun.Of("policy", "check", "--help").Output);
        CommandRun.Of("help").Output.Should().Be(CommandRun.Of("--help").Output);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _credfunctions credfunctions")]
    [InlineData("zsh", "compdef _credfunctions credfunctions")]
    [InlineData("fish", "complete -c credfunctions")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void A_shell_gets_its_script(string shell, string line)
    {
        var run = CommandRun.Of("completion", shell);

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain(line).And.NotContain("\r");
    }

    [Fact]
    public void Another_shell_is_refused_with_those_that_have_one() => CommandRun.Of("completion", "tcsh").Should().BeEquivalentTo(new
    {
        ExitCode = 2,
        Error = "credfunctions: There is no script for \"tcsh\": use bash, zsh, fish or pwsh. See \"credfunctions completion --help\".\n",
    });

    [Theory]
    [InlineData("credfunctions sc", "scan")]
    [InlineData("credfunctions scan --fo", "--format")]
    [InlineData("credfunctions policy ch", "check")]
    public void The_scripts_ask_the_command_for_what_fits(string line, string found) =>
        CommandRun.Of($"[suggest:{line.Length}]", line).Lines.Should().Contain(found);

    [Theory]
    [InlineData("credfunctions scan --format ", "csv json md table")]
    [InlineData("credfunctions status --format ", "json table")]
    [InlineData("credfunctions show --sort ", "age id name severity")]
    [InlineData("credfunctions scan --severity ", "critical high info low medium")]
    [InlineData("credfunctions scan --fail-on ", "critical high info low medium")]
    [InlineData("credfunctions scan --language ", "en zh-CN")]
    [InlineData("credfunctions scan --rule console-m", "console-mfa-disabled console-mfa-unavailable")]
    public void Only_values_that_an_option_takes_are_completed(string line, string values) =>
        CommandRun.Of($"[suggest:{line.Length}]", line).Lines.Where(value => value.Length > 0).Should().BeEquivalentTo(values.Split(' '));

    [Fact]
    public void A_variable_names_what_is_left_out_and_an_option_counts_first()
    {
        using var folder = new TemporaryFolder();
        var report = folder.Write("a.csv", new ReportText().AddPerson("a").Bytes);
        var policy = folder.Write("policy.json", """{ "rules": { "dormant-identity": "off" } }"""u8.ToArray());
        var (state, other, evidence) = (Path.Combine(folder.Path, "s.db"), Path.Combine(folder.Path, "t.db"), Path.Combine(folder.Path, "out"));
        string[] scan = ["scan", report, "--as-of", ReportText.AsOf];

        With("CREDFUNCTIONS_STATE", state, scan).ExitCode.Should().Be(0);
        With("CREDFUNCTIONS_STATE", state, [.. scan, "--state", other]).ExitCode.Should().Be(0);
        With("CREDFUNCTIONS_STATE", state, "status").Output.Should().Be(With("", "", "status", "--state", state).Output);
        With("CREDFUNCTIONS_POLICY", policy, scan).Output.Should().Contain("switched off by the policy");
        With("CREDFUNCTIONS_OUT", evidence, scan).ExitCode.Should().Be(0);
        With("CREDFUNCTIONS_STATE", state, [.. scan, "--compare-policy", policy]).ExitCode.Should().BeOneOf(0, 1);

        File.Exists(state).Should().BeTrue();
        File.Exists(other).Should().BeTrue();
        Directory.Exists(evidence).Should().BeTrue();
        With("CREDFUNCTIONS_STATE", "x.db", "status", "--storage", "https://", "--help").ExitCode.Should().Be(0);
        With("CREDFUNCTIONS_STATE", "x.db", "status", "--storage", "no address").Sentence.Should().NotContain("two places");
    }

    [Fact]
    public void Help_shows_which_value_of_a_variable_is_in_force()
    {
        With("CREDFUNCTIONS_STATE", "kept.db", "scan", "--help").Output.Should().Contain("From CREDFUNCTIONS_STATE: [default: kept.db]");
        With("CREDFUNCTIONS_STATE", "", "scan", "--help").Output.Should().NotContain("CREDFUNCTIONS_STATE:");
    }

    private static CommandRun With(string variable, string value, params string[] arguments) => CommandRun.Of(
        [], environment => environment with { Width = 400, Variable = name => name == variable ? value : null }, arguments);
}
