using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

using NJsonSchema;

namespace CredFunctions.Tests.Readme;

/// <summary>Holds the README, and the pages it was too short for, to what the command does.</summary>
public sealed partial class ReadmeTests
{
    private const string LeftOut = "…";

    private const int MostLines = 199;
    private const int MostWords = 1000;

    private static readonly string Page = File.ReadAllText(RepositoryFile.At("README.md"));
    private static readonly string ScanPage = File.ReadAllText(RepositoryFile.At("docs/scan.md"));
    private static readonly string JsonPage = File.ReadAllText(RepositoryFile.At("docs/json.md"));
    private static readonly IReadOnlyList<MarkdownBlock> Blocks = MarkdownBlock.In(Page);

    /// <summary>The commands of README and the pages that <see cref="EmbeddedPageTests"/> does not run.</summary>
    public static TheoryData<string> Commands =>
        [.. AllCommands.Concat(CommandsIn(MarkdownBlock.In(File.ReadAllText(RepositoryFile.At("docs/performance.md")))))];

    /// <summary>The last command before a block of text, and the text that the README says it prints.</summary>
    public static TheoryData<string, string> Pictures
    {
        get
        {
            var pictures = new TheoryData<string, string>();
            foreach (var (shell, picture) in Blocks.Zip(Blocks.Skip(1)).Where(pair => pair is { First.Language: "sh", Second.Language: "text" }))
                pictures.Add(shell.Lines.First(), picture.Text);
            return pictures;
        }
    }

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(RepositoryFile.At("docs"), "*.md", SearchOption.AllDirectories).Append(RepositoryFile.At("samples/README.md"))
            .Select(path => Path.GetRelativePath(RepositoryFile.At("."), path)).Append("README.md").Order(StringComparer.Ordinal)];

    private static IEnumerable<string> AllCommands => CommandsIn(Blocks);

    private static IEnumerable<JsonNode> Examples =>
        MarkdownBlock.In(JsonPage).Where(block => block.Language is "json").Select(block => JsonNode.Parse(block.Text)!);

    [Fact]
    public void Is_short()
    {
        Page.Split('\n').Length.Should().BeLessThanOrEqualTo(MostLines);
        Page.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length.Should().BeLessThanOrEqualTo(MostWords);
    }

    [Fact]
    public void Begins_with_the_command_to_try_and_the_command_that_tests() => AllCommands.Take(2).Should().Equal(
        "dotnet run -c Release --project src/CredFunctions.Cli -- scan samples/credential-report.csv --as-of 2026-11-01T12:00:00+08:00",
        "dotnet test CredFunctions.sln");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_does_what_the_readme_says(string line)
    {
        var command = ShellCommand.Parse(line);
        if (command.IsOurs)
        {
            var run = command.Run();
            run.ExitCode.Should().Be(command.ExitCode, run.Error);
            run.Output.Should().NotBeEmpty();
        }
        else if (line.StartsWith("azd ", StringComparison.Ordinal))
        {
            // A deployment needs a subscription: it is enough that docs/deploy.md, which is held to the templates, has the same steps.
            MarkdownBlock.In(File.ReadAllText(RepositoryFile.At("docs/deploy.md"))).SelectMany(block => block.Lines).Should().Contain(line);
        }
        else if (line.StartsWith("dotnet test ", StringComparison.Ordinal))
        {
            // The tests cannot start themselves; the script that checks a change runs them with this exact command.
            File.ReadAllText(RepositoryFile.At(".ci/run")).Split('\n').Should().Contain(each => each.StartsWith(line, StringComparison.Ordinal));
        }
        else
        {
            // The benchmarks take minutes: it is enough that what is started is there.
            var started = line.Split(' ').First(word => word.StartsWith("tests/CredFunctions.Benchmarks", StringComparison.Ordinal));
            Path.Exists(RepositoryFile.At(started)).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Output_is_the_one_in_the_readme(string command, string picture)
    {
        var output = ShellCommand.Parse(command).Run().Output;

        // What stands between two ellipses is whole and in its place.
        var position = 0;
        foreach (var part in $"{picture}\n".Split($"{LeftOut}\n"))
        {
            var found = output.IndexOf(part, position, StringComparison.Ordinal);
            found.Should().BeGreaterThanOrEqualTo(0, "the README should show {0} as the command now prints it:\n{1}", part, output);
            if (position == 0)
                found.Should().Be(0);
            position = found + part.Length;
        }

        if (!picture.EndsWith(LeftOut, StringComparison.Ordinal))
            position.Should().Be(output.Length, "the picture ends with the output");
    }

    [Fact]
    public void First_command_prints_the_same_as_a_process_of_its_own()
    {
        var command = ShellCommand.Parse(AllCommands.First());

        var (exitCode, output) = command.RunProcess();

        exitCode.Should().Be(0);
        WithoutAge(output).Should().Be(WithoutAge(command.Run().Output));
    }

    [Fact]
    public async Task Json_is_what_the_contract_says()
    {
        var schema = await JsonSchema.FromFileAsync(RepositoryFile.At("docs/schema/scan-v2.schema.json"));

        foreach (var example in Examples)
            schema.Validate(example.ToJsonString()).Should().BeEmpty();
    }

    [Fact]
    public void Json_is_what_the_command_writes()
    {
        var scan = CommandRun.Of(
            "scan", RepositoryFile.At("samples/credential-report.csv"), "--as-of", "2026-11-01T12:00:00+08:00", "--format", "json");
        var rejection = CommandRun.WithInput([], "scan", "-", "--format", "json");

        var accounts = Accounts(scan.Output);
        var example = Examples.First();
        foreach (var account in example["accounts"]!.AsArray())
            accounts.Should().ContainSingle(written => JsonNode.DeepEquals(written, account));
        JsonNode.DeepEquals(WithoutAccounts(example), WithoutAccounts(JsonNode.Parse(scan.Output)!)).Should().BeTrue("all but the accounts is shown in full");
        JsonNode.DeepEquals(Examples.Last(), JsonNode.Parse(rejection.Output)).Should().BeTrue();
    }

    [Fact]
    public void Same_report_source_and_as_of_give_the_same_document()
    {
        string[] arguments = ["scan", RepositoryFile.At("samples/credential-report.csv"), "--as-of", "2026-11-01T12:00:00+08:00", "--format", "json"];

        CommandRun.Of(arguments).Output.Should().Be(CommandRun.Of(arguments).Output);
    }

    [Fact]
    public void Exit_codes_are_those_of_the_help()
    {
        var help = ExitCodesOfHelp().Matches(CommandRun.Of("scan", "--help").Output);

        var rows = help.Select(match => $"| {match.Groups["code"].Value} | {match.Groups["means"].Value.Replace("\n     ", "", StringComparison.Ordinal)} |");
        ScanPage.Split('\n').SkipWhile(line => line != "| Code | Means |").Skip(2).TakeWhile(line => line.Length > 0).Should().Equal(rows);
    }

    [Fact]
    public void Options_are_those_of_the_help()
    {
        var help = CommandRun.Of("scan", "--help").Output;

        var options = OptionsInTable().Matches(ScanPage).Select(match => match.Groups["option"].Value);
        options.Should().Equal(OptionsOfHelp().Matches(help).Select(match => match.Groups["option"].Value).Where(option => option != "--help"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_that_are_there(string page)
    {
        var folder = Path.GetDirectoryName(RepositoryFile.At(page))!;
        var links = Links().Matches(File.ReadAllText(RepositoryFile.At(page))).Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith("https://", StringComparison.Ordinal));

        links.Should().OnlyContain(target => Path.Exists(Path.Combine(folder, target)));
    }

    private static IEnumerable<string> CommandsIn(IEnumerable<MarkdownBlock> blocks) =>
        blocks.Where(block => block is { Language: "sh", IsWalkthrough: false }).SelectMany(block => block.Lines);

    private static string WithoutAge(string output) =>
        string.Join('\n', output.Split('\n').Select(line => line.StartsWith("As of ", StringComparison.Ordinal) ? line[..line.IndexOf(',', StringComparison.Ordinal)] : line));

    private static JsonArray Accounts(string document) => JsonNode.Parse(document)!["accounts"]!.AsArray();

    private static JsonNode WithoutAccounts(JsonNode document)
    {
        var rest = document.DeepClone().AsObject();
        rest.Remove("accounts");
        return rest;
    }

    [GeneratedRegex(@"^  (?<code>\d+) +(?<means>.+(\n {6}\S.*)*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExitCodesOfHelp();

    [GeneratedRegex(@"^\| `(?<option>--[a-z-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionsInTable();

    [GeneratedRegex(@"^  (-\S+, )*(?<option>--[a-z-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionsOfHelp();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();
}
