namespace CredFunctions.Cli.Commands;

/// <summary>A command whose help ends with examples and notes.</summary>
internal interface IHasExamples
{
    IReadOnlyList<string> Examples { get; }

    /// <summary>Lines under the examples; they fit 80 columns.</summary>
    IReadOnlyList<string> Notes { get; }
}
