using System.Text;

namespace CredFunctions.Reports;

/// <summary>The encodings a report comes in.</summary>
public sealed class ReportEncoding
{
    private ReportEncoding(string name, Encoding strict)
    {
        Name = name;
        Strict = strict;
    }

    public static ReportEncoding Utf8 { get; } = new(
        "utf-8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

    public static ReportEncoding Utf16LittleEndian { get; } = new(
        "utf-16le", new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true));

    public static ReportEncoding Utf16BigEndian { get; } = new(
        "utf-16be", new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true));

    public static ReportEncoding Gb18030 { get; } = new("gb18030", CodePagesEncodingProvider.Instance.GetEncoding(
        54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);

    /// <summary>The name in lower case: <c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c> or <c>gb18030</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// The warning for an encoding that is a guess, by its name; null for the others. GB18030 takes nearly any bytes, so a file in
    /// a third encoding is read without an error and its names come out wrong.
    /// </summary>
    public static string? CaveatOf(string? name) => name == Gb18030.Name
        ? "The file is neither UTF-8 nor UTF-16. It was read as GB18030, which is a guess: user names may be wrong. "
            + "Use the original download."
        : null;

    /// <summary>Throws on bytes that are not of the encoding.</summary>
    internal Encoding Strict { get; }

    public override string ToString() => Name;
}
