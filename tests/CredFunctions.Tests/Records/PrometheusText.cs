using System.Globalization;
using System.Text.RegularExpressions;

namespace CredFunctions.Tests.Records;

/// <summary>The text format of Prometheus, version 0.0.4, read as its specification says.</summary>
internal static partial class PrometheusText
{
    /// <summary>The samples, by name and labels.</summary>
    public static IReadOnlyDictionary<string, double> Parse(string text)
    {
        text.Should().EndWith("\n").And.NotContain("\r");
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var typed = "";
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                continue;
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                typed = line.Split(' ')[2];
                samples.Keys.Should().NotContain(key => key.Split('{', StringSplitOptions.None)[0] == typed, "a metric is one group of lines");
                line.Split(' ')[3].Should().Be("gauge");
                continue;
            }

            var sample = Sample().Match(line);
            sample.Success.Should().BeTrue(line);
            sample.Groups["name"].Value.Should().Be(typed);
            samples.Add(line[..line.LastIndexOf(' ')], double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture));
        }

        return samples;
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)+\})? (?<value>[-+0-9.eE]+)$""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Sample();
}
