namespace CredFunctions;

/// <summary>What a verdict is about: the account, or the access key in one of its slots.</summary>
public enum Subject : byte
{
    Account,
    Key1,
    Key2,
}
