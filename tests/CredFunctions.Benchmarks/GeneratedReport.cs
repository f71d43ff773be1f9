using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Benchmarks;

/// <summary>
/// A report in memory, the same bytes every time, in the proportions of a well-kept estate: four accounts in five are machines
/// with both key slots in use, one in eight has a finding.
/// </summary>
[SuppressMessage("Security Hotspot", "S2245", Justification = "The same bytes every time are what is wanted.")]
internal static class GeneratedReport
{
    public const int Rows = 10_000;

    private const int Seed = 1;
    private const int SecretIdLength = 36;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The instant to which ages are counted.</summary>
    public static DateTimeOffset AsOf { get; } = new(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);

    public static byte[] Bytes()
    {
        var random = new Random(Seed);
        var text = new StringBuilder(Rows * 340).AppendJoin(',', Columns.All.Select(Columns.NameOf)).Append('\n');
        for (var row = 0; row < Rows; row++)
        {
            // 9,973 is a prime: the ids come in no order, as in a report that nobody sorted.
            text.Append(CultureInfo.InvariantCulture, $"{100_000_000_000 + (row * 9_973L % 1_000_003)},");
            var isFaulty = row % 8 == 0;
            if (row % 5 == 0)
                AppendPerson(text, random, row, isFaulty);
            else
                AppendMachine(text, random, row, isFaulty);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AppendPerson(StringBuilder text, Random random, int row, bool isFaulty) => text
        .Append(CultureInfo.InvariantCulture, $"person.{row}@group.example.com,Sub-user,{Ago(random, 200, 2_900)},TRUE,{Ago(random, 1, 88)},")
        .Append(CultureInfo.InvariantCulture, $"TRUE,TRUE,TRUE,{(isFaulty ? "FALSE" : "TRUE")},FALSE,")
        .Append("N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,")
        .Append(Ago(random, 0, 60)).Append('\n');

    private static void AppendMachine(StringBuilder text, Random random, int row, bool isFaulty)
    {
        text.Append(CultureInfo.InvariantCulture, $"inventory-replication-worker-prod-{row},Sub-user,{Ago(random, 900, 2_900)},")
            .Append("FALSE,FALSE,FALSE,FALSE,FALSE,not_supported,FALSE,");
        AppendKey(text, random, isFaulty ? 200 : 60);
        AppendKey(text, random, 10);
        text.Append("N/A\n");
    }

    private static void AppendKey(StringBuilder text, Random random, int days)
    {
        var secretId = string.Create(SecretIdLength, random, static (characters, random) =>
        {
            random.GetItems(Alphabet, characters);
            "AKID".CopyTo(characters);
        });
        text.Append(CultureInfo.InvariantCulture, $"{secretId},FALSE,{Ago(random, days, days + 1)},Active,{Ago(random, 0, 9)},")
            .Append(CultureInfo.InvariantCulture, $"{(days > 90 ? "TRUE" : "FALSE")},{(days > 30 ? "TRUE" : "FALSE")},");
    }

    private static string Ago(Random random, int fewestDays, int mostDays) =>
        AsOf.ToOffset(ReportTime.DefaultOffset)
            .AddSeconds(-random.NextInt64(fewestDays * 86_400L, mostDays * 86_400L))
            .ToString("yyyy-MM-dd H:mm:ss", CultureInfo.InvariantCulture);
}
