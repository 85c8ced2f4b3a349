using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Reads a stored source. Builds of November 2026 stored 3 for the portal's test operations: those were pushes, and are marked
/// as tests elsewhere.
/// </summary>
internal sealed class OperationSourceConverter() : ValueConverter<OperationSource, int>(v => (int)v, v => Of(v))
{
    public static OperationSource Of(int stored) => Enum.IsDefined((OperationSource)stored) ? (OperationSource)stored : OperationSource.Push;
}
