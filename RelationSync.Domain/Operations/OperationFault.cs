using System.Diagnostics.CodeAnalysis;

namespace RelationSync.Domain.Operations;

/// <summary>What is wrong with one value of an operation.</summary>
/// <param name="Pointer">RFC 6901, from the operation on: <c>/data/duration_minutes</c>; empty for the operation itself.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
[SuppressMessage("Naming", "CA1720", Justification = "The contract's word; it is no memory address.")]
public sealed record OperationFault(string Pointer, string Message);
