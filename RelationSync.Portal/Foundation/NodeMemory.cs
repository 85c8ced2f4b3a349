namespace RelationSync.Portal.Foundation;

/// <summary>Memory that this process may use, from which its bounds are derived.</summary>
internal static class NodeMemory
{
    public const long MiB = 1024 * 1024;

    /// <summary>What the runtime uses of a container of 512 MiB, the least that a node is made for.</summary>
    public const long Least = 384 * MiB;

    /// <summary>Bytes: <c>DOTNET_GCHeapHardLimit</c>, three quarters of a container's limit, or the machine's memory.</summary>
    public static long Available { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
