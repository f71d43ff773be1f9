using System.Diagnostics.Metrics;
using System.Globalization;

namespace CredFunctions.Tests.Pipeline.Telemetry;

/// <summary>One measurement.</summary>
internal sealed record Measured(Instrument Instrument, double Value, IReadOnlyDictionary<string, object?> Tags)
{
    /// <summary>The measurement in one line, its tags in order.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value} {string.Join(' ', Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"))}");
}
