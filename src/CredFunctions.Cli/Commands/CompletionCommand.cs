using System.CommandLine;

namespace CredFunctions.Cli.Commands;

/// <summary>Prints the script by which a shell completes commands and options: it asks the command itself.</summary>
internal sealed class CompletionCommand : DocumentedCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] =
            """
            _credfunctions() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(credfunctions "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _credfunctions credfunctions
            """,
        ["zsh"] =
            """
            #compdef credfunctions
            _credfunctions() {
              local -a found
              found=("${(@f)$(credfunctions "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -a found
              _files
            }
            compdef _credfunctions credfunctions
            """,
        ["fish"] =
            """
            complete -c credfunctions -a '(credfunctions "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
            """,
        ["pwsh"] =
            """
            Register-ArgumentCompleter -Native -CommandName credfunctions -ScriptBlock {
              param($word, $line, $position)
              credfunctions "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" }
            }
            """,
    };

    private readonly Argument<string> shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    public CompletionCommand(CommandEnvironment environment)
        : base(
            "completion", "Prints a script that makes a shell complete commands and options.",
            [
                "credfunctions completion bash > ~/.local/share/bash-completion/completions/credfunctions",
                "source <(credfunctions completion zsh)",
                "credfunctions completion fish > ~/.config/fish/completions/credfunctions.fish",
                "credfunctions completion pwsh | Out-String | Invoke-Expression",
            ])
    {
        shell.CompletionSources.Add([.. Scripts.Keys]);
        shell.Validators.Add(result =>
        {
            if (!Scripts.ContainsKey(result.Tokens[0].Value))
                result.AddError($"There is no script for \"{result.Tokens[0].Value}\": use {shell.Description}");
        });
        Add(shell);
        SetAction(parsed =>
        {
            using var writer = environment.OpenText();
            writer.WriteLine(Scripts[parsed.GetRequiredValue(shell)].ReplaceLineEndings("\n"));
            return ExitCode.Done;
        });
    }
}
