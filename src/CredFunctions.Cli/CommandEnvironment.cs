using System.Text;

using CredFunctions.Channels;
using CredFunctions.Ports;

using Microsoft.Win32.SafeHandles;

namespace CredFunctions.Cli;

/// <summary>What the command is started with: streams, terminal and clock. Tests bring their own.</summary>
internal sealed record CommandEnvironment
{
    /// <summary>The width of what is written for people when no terminal sets another.</summary>
    public const int DefaultWidth = 80;

    private const int Narrowest = 60;

    public required Stream Input { get; init; }

    public required Stream Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Stdout where it is a pipe: unlike <see cref="Output"/>, it fails when its reader is gone.</summary>
    public Stream? OutputPipe { get; init; }

    /// <summary>The same for stderr.</summary>
    public Stream? ErrorPipe { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>The environment's <c>NO_COLOR</c>: any text but an empty one means no colour, see no-color.org.</summary>
    public string? NoColor { get; init; }

    public int Width { get; init; } = DefaultWidth;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The settings that a policy names, which are environment variables.</summary>
    public IChannelSecrets Secrets { get; init; } = new EnvironmentSecrets();

    /// <summary>Reads an environment variable; null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public bool HasColors => OutputIsTerminal && string.IsNullOrEmpty(NoColor);

    public static CommandEnvironment OfProcess()
    {
        var isDumb = string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        var outputIsTerminal = !Console.IsOutputRedirected;
        return new CommandEnvironment
        {
            Input = Console.OpenStandardInput(),
            Output = Console.OpenStandardOutput(),
            Error = Console.Error,
            OutputPipe = Console.IsOutputRedirected ? PipeOf(descriptor: 1) : null,
            ErrorPipe = Console.IsErrorRedirected ? PipeOf(descriptor: 2) : null,
            OutputIsTerminal = outputIsTerminal && !isDumb,
            ErrorIsTerminal = !Console.IsErrorRedirected && !isDumb,
            NoColor = Environment.GetEnvironmentVariable("NO_COLOR"),
            Width = outputIsTerminal ? Math.Max(Console.WindowWidth, Narrowest) : DefaultWidth,
        };
    }

    /// <summary>The output as text in UTF-8 without a byte order mark; closing it flushes and leaves the stream open.</summary>
    public StreamWriter OpenText() => TextOf(Output);

    /// <summary>The output for a channel, which has to know whether it is read; every writer has to be flushed.</summary>
    public TextWriter OpenChannel() => TextOf(OutputPipe ?? Output);

    /// <summary>The same for stderr.</summary>
    public TextWriter OpenErrorChannel() => ErrorPipe is { } pipe ? TextOf(pipe) : Error;

    /// <summary>One sentence on stderr.</summary>
    public void WriteMessage(string sentence) => Error.WriteLine($"credfunctions: {PrintableText.Of(sentence)}");

    // The console's own streams swallow what is written once the reader is gone. Null where it is no pipe.
    private static FileStream? PipeOf(int descriptor)
    {
        // Elsewhere these numbers mean nothing.
        if (OperatingSystem.IsWindows())
            return null;

        // A file has no reader, and others may append to it.
        var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? null : stream;
    }

    private static StreamWriter TextOf(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
}
