namespace CredFunctions.Pipeline;

/// <summary>Which of 16 parts of its source an account is stored in, so that a large source does not write to one place.</summary>
public static class AccountBucket
{
    public const int Count = 16;
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>FNV-1a over the id's digits, folded: stable for ever, since rows are found by it.</summary>
    public static int Of(string accountId)
    {
        var hash = OffsetBasis;
        foreach (var digit in accountId)
            hash = (hash ^ digit) * Prime;
        return (int)((hash ^ (hash >> 16)) % Count);
    }
}
