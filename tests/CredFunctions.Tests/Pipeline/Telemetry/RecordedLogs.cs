using System.Collections.Concurrent;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Tests.Pipeline.Telemetry;

/// <summary>Keeps every line that is logged, with its fields.</summary>
internal sealed class RecordedLogs : ILoggerFactory
{
    public ConcurrentQueue<LogLine> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, Lines);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing is held but the lines.
    }

    private sealed class Recorder(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new LogLine(
                category,
                logLevel,
                eventId.Id,
                formatter(state, exception) + exception,
                ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal)));
    }
}
