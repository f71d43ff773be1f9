namespace CredFunctions.Embedded;

/// <summary>A file or a folder cannot be used. The message is one sentence: what is wrong, where, and what to do.</summary>
public sealed class EngineException(string message, EngineFault fault = EngineFault.Usage) : Exception(message)
{
    public EngineFault Fault { get; } = fault;
}

/// <summary>Why a file or a folder cannot be used.</summary>
public enum EngineFault : byte
{
    /// <summary>Another one should be named.</summary>
    Usage,

    /// <summary>The disk is full or failed, or another program is using it: the work can go on once that is over.</summary>
    Disk,

    /// <summary>It is damaged.</summary>
    Damage,
}
