namespace CredFunctions.Embedded.State;

/// <summary>
/// The value of a column or a parameter: a number, a text, bytes, or null. A struct, since a report brings millions of them.
/// </summary>
internal readonly record struct SqlValue
{
    private readonly object? reference;
    private readonly long number;
    private readonly bool isNumber;

    private SqlValue(object? reference, long number, bool isNumber)
    {
        this.reference = reference;
        this.number = number;
        this.isNumber = isNumber;
    }

    public long? Number => isNumber ? number : null;

    public string? Text => reference as string;

    public byte[]? Bytes => reference as byte[];

    public static implicit operator SqlValue(long number) => new(null, number, isNumber: true);

    public static implicit operator SqlValue(long? number) => new(null, number ?? 0, isNumber: number is not null);

    public static implicit operator SqlValue(string? text) => new(text, 0, isNumber: false);

    public static implicit operator SqlValue(byte[]? bytes) => new(bytes, 0, isNumber: false);
}
