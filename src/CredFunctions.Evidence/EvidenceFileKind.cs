using CredFunctions.Accounts;

namespace CredFunctions.Evidence;

/// <summary>A file that every run has.</summary>
/// <param name="Name">The file's name, without folders.</param>
/// <param name="Begin">Begins its format: where it writes, the source, the run.</param>
internal sealed record EvidenceFileKind(string Name, Func<EvidenceText, string, RunContext, IEvidenceFormat> Begin);
