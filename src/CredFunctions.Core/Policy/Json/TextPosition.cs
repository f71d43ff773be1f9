using System.Text;

namespace CredFunctions.Policy.Json;

/// <summary>Turns offsets that only grow into lines and columns, reading every byte once.</summary>
internal ref struct TextPosition(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> utf8 = utf8;
    private int offset;

    /// <summary>The line, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The character in the line, from 1.</summary>
    public int Column { get; private set; } = 1;

    public void MoveTo(int target)
    {
        var passed = utf8[offset..target];
        offset = target;
        for (int end; (end = passed.IndexOf((byte)'\n')) >= 0; passed = passed[(end + 1)..])
        {
            Line++;
            Column = 1;
        }

        Column += Encoding.UTF8.GetCharCount(passed);
    }
}
