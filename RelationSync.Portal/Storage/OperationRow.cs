using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>An operation that was accepted. The row stays for ever, as its identity; the content goes in time.</summary>
public sealed class OperationRow
{
    public long Seq { get; set; }

    /// <summary>128 bits of SHA-256 over inbox and operation id: the idempotency key.</summary>
    public required byte[] IdHash { get; set; }

    public long InboxId { get; set; }

    /// <summary>128 bits of SHA-256 over inbox, channel and activity id.</summary>
    public required byte[] ActivityKey { get; set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset ArrivedAt { get; set; }

    /// <summary>Who handed it in.</summary>
    public OperationSource Source { get; set; }

    /// <summary>The operation as it came, UTF-8 JSON; once erased what <c>ErasedOperation</c> leaves of it.</summary>
    public byte[]? Payload { get; set; }
}
