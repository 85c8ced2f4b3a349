using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace RelationSync.Portal.Storage;

/// <summary>
/// The first page of the store's file, as it lies on the disk: which store it is (SQLite's <c>application_id</c>, drawn by
/// lot once a store) and how far it has come (the change counter). Tells a file that was overwritten in place.
/// https://www.sqlite.org/fileformat2.html#the_database_header
/// </summary>
internal sealed class StoreHeader
{
    private const int CounterAt = 24;
    private const int IdAt = 68;
    private const int Length = 72;

    // Never closed while the portal runs: that would drop SQLite's locks on the file.
    private readonly SafeFileHandle _file;
    private readonly int _id;
    private long _counter;

    private StoreHeader(SafeFileHandle file, int id) => (_file, _id) = (file, id);

    /// <summary>Null if the store can't be marked because its disk refuses writes.</summary>
    public static StoreHeader? Of(string file, SqliteConnection connection)
    {
        try
        {
            var id = Id(connection);
            if (id == 0)
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                id = Id(connection); // another process may have drawn it meanwhile
                if (id == 0)
                {
                    id = Random.Shared.Next(1, int.MaxValue);
                    Execute(connection, $"PRAGMA application_id = {id}");
                }

                transaction.Commit();
            }

            var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var header = new StoreHeader(handle, id);
            if (!header.IsOurs())
            {
                Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)"); // it stands in the log only
            }

            return header.IsOurs() ? header : null;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    /// <summary>False: the file's contents are another's, or those of an earlier time.</summary>
    public bool IsOurs() => Reads() || Reads(); // twice: SQLite may be at writing it

    private bool Reads()
    {
        Span<byte> header = stackalloc byte[Length];
        if (RandomAccess.Read(_file, header, 0) < Length || BinaryPrimitives.ReadInt32BigEndian(header[IdAt..]) != _id)
        {
            return false;
        }

        var counter = (long)BinaryPrimitives.ReadUInt32BigEndian(header[CounterAt..]);
        var before = Interlocked.Read(ref _counter);
        if (counter > before)
        {
            Interlocked.CompareExchange(ref _counter, counter, before);
        }

        return counter >= before;
    }

    private static int Id(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA application_id";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
