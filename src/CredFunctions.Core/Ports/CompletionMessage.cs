using CredFunctions.Accounts;

namespace CredFunctions.Ports;

/// <summary>Ask whether a run is recorded, and complete it if so.</summary>
/// <param name="Source">The main account.</param>
/// <param name="Run">The run.</param>
/// <param name="Ask">How often it was asked before.</param>
public sealed record CompletionMessage(string Source, RunStamp Run, int Ask);
