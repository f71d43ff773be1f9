using CredFunctions.Ports;

namespace CredFunctions.Tests.Stores;

/// <summary>The double that other tests rely on keeps the contract itself.</summary>
public sealed class MemoryEvidenceStoreTests : EvidenceStoreContract
{
    private readonly MemoryEvidenceStore store = new();

    private protected override string Where => "in memory";

    private protected override IEvidenceStore Open() => store;
}
