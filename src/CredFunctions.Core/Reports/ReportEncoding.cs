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

    public static ReportEncoding Utf8 { get; } = new("utf-8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

    public static ReportEncoding Utf16LittleEndian { get; } = new("utf-16le", new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true));

    public static ReportEncoding Utf16BigEndian { get; } = new("utf-16be", new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true));

    public static ReportEncoding Gb18030 { get; } = new("gb18030", CodePagesEncodingProvider.Instance.GetEncoding(
        54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);

    /// <summary>The name in lower case: <c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c> or <c>gb18030</c>.</summary>
    public string Name { get; }

    /// <summary>Throws on bytes that are not of the encoding.</summary>
    internal Encoding Strict { get; }

    public override string ToString() => Name;
}
