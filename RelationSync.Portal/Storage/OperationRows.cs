using System.Data.Common;
using System.Runtime.InteropServices;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>Puts operations into the store, once each, and reads those of an activity.</summary>
internal sealed class OperationRows(RelationSyncDb db) : IDisposable
{
    private readonly PreparedSql _insert = new(
        db,
        """
        INSERT INTO "Operations" ("IdHash", "InboxId", "ActivityKey", "ArrivedAt", "Source", "Payload")
        VALUES (@id, @inbox, @key, @arrivedAt, @source, @payload) ON CONFLICT ("IdHash") DO NOTHING
        """,
        "@id", "@inbox", "@key", "@arrivedAt", "@source", "@payload");

    private readonly PreparedSql _erase = new(db, """UPDATE "Operations" SET "Payload" = @payload WHERE "IdHash" = @id""", "@payload", "@id");

    private readonly PreparedSql _any = new(db, """SELECT 1 FROM "Operations" WHERE "ActivityKey" = @key LIMIT 1""", "@key");

    private readonly PreparedSql _read = new(
        db, """SELECT "Payload", "ArrivedAt", "Source" FROM "Operations" WHERE "ActivityKey" = @key AND "Payload" IS NOT NULL ORDER BY "Seq" """, "@key");

    private readonly PreparedSql _arrived = new(
        db,
        """
        SELECT "Payload", "ArrivedAt", "Source" FROM "Operations"
        WHERE "ArrivedAt" >= @from AND "ArrivedAt" <= @until AND "InboxId" = @inbox AND "Payload" IS NOT NULL ORDER BY "ArrivedAt" LIMIT @most
        """,
        "@from", "@until", "@inbox", "@most");

    /// <summary>False where that operation is known already.</summary>
    public bool Insert(byte[] idHash, long inboxId, byte[] activityKey, DateTimeOffset arrivedAt, OperationSource source, ReadOnlyMemory<byte> payload) =>
        _insert.Run(idHash, inboxId, activityKey, arrivedAt, source, MemoryMarshal.TryGetArray(payload, out var whole) && whole.Count == whole.Array!.Length ? whole.Array : payload.ToArray()) > 0;

    /// <summary>Leaves of an operation what is kept for ever.</summary>
    public void Erase(byte[] idHash, Operation operation) => _erase.Run(ErasedOperation.Write(operation), idHash);

    /// <summary>Whether the activity has operations.</summary>
    public bool Any(byte[] activityKey) => _any.Finds(activityKey);

    /// <summary>Bytes of JSON that were read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>All operations of the activity as they came in, erased ones without their content.</summary>
    public List<ReceivedOperation> Read(byte[] activityKey)
    {
        var rows = _read.Read(ToRow, activityKey);
        BytesRead += rows.Sum(r => (long)r.Payload.Length);
        return rows.ConvertAll(ToReceived);
    }

    /// <summary>Operations of an inbox that came in within a span, the first of them where there are more.</summary>
    public IEnumerable<ReceivedOperation> ReadArrived(long inboxId, DateTimeOffset from, DateTimeOffset until, int most) =>
        _arrived.Read(ToRow, from, until, inboxId, most).Select(ToReceived);

    private static (byte[] Payload, long ArrivedAt, OperationSource Source) ToRow(DbDataReader r) =>
        ((byte[])r.GetValue(0), r.GetInt64(1), OperationSourceConverter.Of(r.GetInt32(2)));

    private static ReceivedOperation ToReceived((byte[] Payload, long ArrivedAt, OperationSource Source) row) =>
        new(Stored(row.Payload), new DateTimeOffset(row.ArrivedAt, TimeSpan.Zero), row.Source);

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
        _arrived.Dispose();
    }
}
