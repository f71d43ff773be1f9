namespace CredFunctions.Tests.Pipeline;

/// <summary>The process dies here: nobody catches it but the world outside.</summary>
public sealed class CrashException(string where) : Exception(where);
