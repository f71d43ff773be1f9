using System.Text;

namespace CredFunctions.Tests.Building;

/// <summary>Texts that somebody has looked at and approved. One that differs is written beside, as <c>.received</c>.</summary>
internal static class Approved
{
    private const int Shown = 20;

    /// <summary>Compares a text with the file of that name beside the tests of a folder.</summary>
    public static void Is(string folder, string name, string text)
    {
        var approved = RepositoryFile.At($"tests/CredFunctions.Tests/{folder}/Approved/{name}");
        var received = $"{approved}.received";
        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not as it was approved. Compare {received} with it, and put it in its place when the change is meant.\n{Difference(expected, text)}");
    }

    private static string Difference(string expected, string text)
    {
        var (was, now) = (expected.Split('\n'), text.Split('\n'));
        var difference = new StringBuilder();
        var left = Shown;
        for (var line = 0; line < Math.Max(was.Length, now.Length) && left > 0; line++)
        {
            var (one, other) = (line < was.Length ? was[line] : null, line < now.Length ? now[line] : null);
            if (one == other)
                continue;
            left--;
            difference.Append(System.Globalization.CultureInfo.InvariantCulture, $"line {line + 1}\n- {one}\n+ {other}\n");
        }

        return difference.ToString();
    }
}
