using Microsoft.Extensions.Logging;

namespace CredFunctions.Tests.Pipeline.Telemetry;

/// <summary>A line of the log.</summary>
internal sealed record LogLine(string Category, LogLevel Level, int EventId, string Text, IReadOnlyDictionary<string, object?> Fields);
