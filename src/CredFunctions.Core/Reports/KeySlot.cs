namespace CredFunctions.Reports;

/// <summary>The place of an access key in the report. A key may move from one slot to the other between two reports.</summary>
public enum KeySlot : byte
{
    One = 1,
    Two = 2,
}
