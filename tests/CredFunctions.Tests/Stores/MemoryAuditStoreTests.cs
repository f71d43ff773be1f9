using CredFunctions.Ports;

namespace CredFunctions.Tests.Stores;

/// <summary>The double that other tests rely on keeps the contract itself.</summary>
public sealed class MemoryAuditStoreTests : AuditStoreContract
{
    private readonly MemoryAuditStore store = new();

    private protected override IAuditStore Open() => store;
}
