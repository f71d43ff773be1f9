using CredFunctions.Accounts;

namespace CredFunctions.Ports;

/// <summary>Look at a file of the inbox: it arrived, it is next in its lane, or it made no progress.</summary>
/// <param name="Source">The main account.</param>
/// <param name="Name">The file's name in the inbox.</param>
/// <param name="Run">The run it is known to be of; null where its bytes have not been read yet.</param>
/// <param name="Attempt">How often it failed before.</param>
public sealed record ReportMessage(string Source, string Name, RunStamp? Run = null, int Attempt = 0);
