using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CredFunctions.Reports;

/// <summary>Asks for memory some time before it is needed.</summary>
internal static class Prefetch
{
    /// <summary>
    /// Starts to bring a place into the cache. A load would hold up what comes after it until the memory is there; this does
    /// not. It is advice to the processor: it can neither fault nor change anything, and is nothing where .NET knows no such
    /// instruction.
    /// </summary>
    [SuppressMessage("Major Code Smell", "S6640", Justification = "The address is only prefetched; nothing is read or written.")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Of<T>(ref T place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }
}
