using System.Runtime.InteropServices;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>Puts operations into the store, once each, and reads those of an activity.</summary>
internal sealed class OperationRows(RelationSyncDb db) : IDisposable
{
    private readonly PreparedSql _insert = new(
        db,
        """
        INSERT INTO "Operations" ("IdHash", "InboxId", "ActivityKey", "ArrivedAt", "Payload")
        VALUES (@id, @inbox, @key, @arrivedAt, @payload) ON CONFLICT ("IdHash") DO NOTHING
        """,
        "@id", "@inbox", "@key", "@arrivedAt", "@payload");

    private readonly PreparedSql _erase = new(db, """UPDATE "Operations" SET "Payload" = @payload WHERE "IdHash" = @id""", "@payload", "@id");

    private readonly PreparedSql _any = new(db, """SELECT 1 FROM "Operations" WHERE "ActivityKey" = @key LIMIT 1""", "@key");

    private readonly PreparedSql _read = new(
        db, """SELECT "Payload", "ArrivedAt" FROM "Operations" WHERE "ActivityKey" = @key AND "Payload" IS NOT NULL ORDER BY "Seq" """, "@key");

    /// <summary>False where that operation is known already.</summary>
    public bool Insert(byte[] idHash, long inboxId, byte[] activityKey, DateTimeOffset arrivedAt, ReadOnlyMemory<byte> payload) =>
        _insert.Run(idHash, inboxId, activityKey, arrivedAt, MemoryMarshal.TryGetArray(payload, out var whole) && whole.Count == whole.Array!.Length ? whole.Array : payload.ToArray()) > 0;

    /// <summary>Leaves of an operation what is kept for ever.</summary>
    public void Erase(byte[] idHash, Operation operation) => _erase.Run(ErasedOperation.Write(operation), idHash);

    /// <summary>Whether the activity has operations.</summary>
    public bool Any(byte[] activityKey) => _any.Finds(activityKey);

    /// <summary>Bytes of JSON that were read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>All operations of the activity as they came in, erased ones without their content.</summary>
    public List<ReceivedOperation> Read(byte[] activityKey)
    {
        var rows = _read.Read(r => (Payload: (byte[])r.GetValue(0), ArrivedAt: r.GetInt64(1)), activityKey);
        BytesRead += rows.Sum(r => (long)r.Payload.Length);
        return rows.ConvertAll(r => new ReceivedOperation(Stored(r.Payload), new DateTimeOffset(r.ArrivedAt, TimeSpan.Zero)));
    }

    /// <summary>What was accepted once is readable for ever.</summary>
    private static Operation Stored(byte[] payload) =>
        OperationReader.ReadStored(payload).Operation ?? throw new InvalidDataException("A stored operation can't be read.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _erase.Dispose();
        _any.Dispose();
        _read.Dispose();
    }
}
