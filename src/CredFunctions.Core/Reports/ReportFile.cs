using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace CredFunctions.Reports;

/// <summary>What one pass over the bytes gives before a row is read: their hash and their encoding.</summary>
/// <param name="Sha256">SHA-256 of the bytes, 64 lower-case hex digits.</param>
public sealed record ReportFile(string Sha256, ReportEncoding Encoding, long Length)
{
    private const int BlockSize = 256 * 1024;

    private const string NotText = "The file is not text";
    private const string ExportAgain = "Download the report from the CAM console again, as CSV";

    /// <summary>What a file will nearly always turn out to be, so that it can be read while its bytes are hashed.</summary>
    public static ReportFile Assumed(long length) => new("", ReportEncoding.Utf8, length);

    /// <summary>Whether the file is what was assumed, but for its hash.</summary>
    public bool IsAs(ReportFile assumed) => this == assumed with { Sha256 = Sha256 };

    /// <summary>Reads the stream from its start to its end.</summary>
    /// <exception cref="ReportRejectedException">The report is empty or not text.</exception>
    public static ReportFile Inspect(Stream stream)
    {
        stream.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new Utf8Check();
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var start = block.AsSpan(0, stream.ReadAtLeast(block, 4, throwOnEndOfStream: false)).ToArray();
            var length = 0L;
            for (ReadOnlySpan<byte> read = start; !read.IsEmpty; read = block.AsSpan(0, stream.Read(block)))
            {
                hash.AppendData(read);
                text.Append(read);
                length += read.Length;
            }

            RejectOtherFormats(start);
            var encoding = EncodingOf(stream, start, text);
            return new ReportFile(Convert.ToHexStringLower(hash.GetHashAndReset()), encoding, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>The SHA-256 of a stream, whether it is a report or not.</summary>
    public static string Sha256Of(Stream stream)
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The identity of a report, 64 lower-case hex digits: the same bytes as of another instant are another report.</summary>
    /// <param name="asOf">Its as-of, in any zone.</param>
    public static string IdOf(string sha256, DateTimeOffset asOf) => Convert.ToHexStringLower(
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
            $"{sha256}\n{asOf.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)}")));

    /// <summary>The text as UTF-8, from the start of the stream.</summary>
    internal Stream OpenText(Stream stream)
    {
        var end = EndOfText(stream);
        stream.Position = 0;
        var text = new SplicedStream(default, stream, end, leaveOpen: true);
        return Encoding == ReportEncoding.Utf8
            ? text
            : System.Text.Encoding.CreateTranscodingStream(text, Encoding.Strict, ReportEncoding.Utf8.Strict);
    }

    // DOS tools end a file with Ctrl-Z: it is no text, nor are the line ends behind it.
    private long EndOfText(Stream stream)
    {
        var ctrlZ = Encoding.Strict.GetBytes("\u001A");
        var carriageReturn = Encoding.Strict.GetBytes("\r");
        var lineFeed = Encoding.Strict.GetBytes("\n");
        Span<byte> block = stackalloc byte[1024];
        for (var end = Length; end > 0;)
        {
            var text = block[..(int)Math.Min(end, block.Length)];
            stream.Position = end - text.Length;
            stream.ReadExactly(text);
            for (; !text.IsEmpty; text = text[..^lineFeed.Length], end -= lineFeed.Length)
            {
                if (!text.EndsWith(lineFeed) && !text.EndsWith(carriageReturn))
                    return text.EndsWith(ctrlZ) ? end - ctrlZ.Length : Length;
            }
        }

        return Length;
    }

    private static ReportEncoding EncodingOf(Stream stream, byte[] start, Utf8Check utf8)
    {
        if (start.Length == 0)
            throw new ReportRejectedException($"The report is empty. {ExportAgain}.");

        if (start is [0xFF, 0xFE, ..])
            return Decoded(stream, ReportEncoding.Utf16LittleEndian, "it begins like UTF-16 but is not valid UTF-16");
        if (start is [0xFE, 0xFF, ..])
            return Decoded(stream, ReportEncoding.Utf16BigEndian, "it begins like UTF-16 but is not valid UTF-16");
        if (!utf8.IsValid)
            return Decoded(stream, ReportEncoding.Gb18030, "its bytes are neither UTF-8 nor GB18030");
        if (utf8.HasNul)
            throw NulFound();
        return ReportEncoding.Utf8;
    }

    private static ReportEncoding Decoded(Stream stream, ReportEncoding encoding, string otherwise)
    {
        stream.Position = 0;
        using var reader = new StreamReader(stream, encoding.Strict, detectEncodingFromByteOrderMarks: false, BlockSize, leaveOpen: true);
        var characters = ArrayPool<char>.Shared.Rent(BlockSize);
        try
        {
            for (int read; (read = reader.ReadBlock(characters)) > 0;)
            {
                if (characters.AsSpan(0, read).Contains('\0'))
                    throw NulFound();
            }

            return encoding;
        }
        catch (DecoderFallbackException)
        {
            throw new ReportRejectedException($"{NotText}: {otherwise}. {ExportAgain}.");
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static void RejectOtherFormats(ReadOnlySpan<byte> start)
    {
        if (start is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] or [(byte)'P', (byte)'K', 7, 8, ..])
            throw new ReportRejectedException(
                $"{NotText}: it is a ZIP archive or an Excel workbook. {ExportAgain}, or save the sheet as CSV UTF-8.");
        if (start is [0x1F, 0x8B, ..])
            throw new ReportRejectedException($"{NotText}: it is compressed by gzip. {ExportAgain}, or unpack the file.");
        if (start is [0xD0, 0xCF, 0x11, 0xE0, ..])
            throw new ReportRejectedException($"{NotText}: it is an old Excel workbook. {ExportAgain}, or save the sheet as CSV UTF-8.");
    }

    private static ReportRejectedException NulFound() => new($"{NotText}: it contains a NUL character. {ExportAgain}.");

    /// <summary>UTF-8 validity and NUL over blocks that may split a character.</summary>
    private sealed class Utf8Check
    {
        private readonly byte[] carry = new byte[4];
        private int carried;
        private bool broken;

        public bool HasNul { get; private set; }

        public bool IsValid => !broken && carried == 0;

        public void Append(ReadOnlySpan<byte> block)
        {
            HasNul |= block.Contains((byte)0);
            while (carried > 0 && !block.IsEmpty && !broken)
            {
                carry[carried++] = block[0];
                block = block[1..];
                var status = Rune.DecodeFromUtf8(carry.AsSpan(0, carried), out _, out _);
                if (status is OperationStatus.Done)
                    carried = 0;
                broken = status is OperationStatus.InvalidData;
            }

            if (broken || Utf8.IsValid(block))
                return;

            var tail = IncompleteTail(block);
            block[^tail..].CopyTo(carry);
            carried = tail;
            broken = tail == 0 || !Utf8.IsValid(block[..^tail]);
        }

        private static int IncompleteTail(ReadOnlySpan<byte> block)
        {
            for (var tail = 1; tail <= 3 && tail <= block.Length; tail++)
            {
                if (Rune.DecodeFromUtf8(block[^tail..], out _, out _) is OperationStatus.NeedMoreData)
                    return tail;
            }

            return 0;
        }
    }
}
