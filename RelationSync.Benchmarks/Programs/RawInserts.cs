using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using RelationSync.Benchmarks.Harness;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Programs;

/// <summary>One table with a unique 16-byte key, a transaction a request, written by one prepared statement: the least that keeps the intake's promise.</summary>
internal static class RawInserts
{
    private const string Table = "raw_inserts";

    /// <summary>Rows a second.</summary>
    /// <param name="isSynced">Each commit is on the disk before the next begins, as the portal's are; else it may be lost with the machine.</param>
    public static double Measure(StoreTarget portal, string[] payloads, bool isSynced, int perCommit)
    {
        if (portal.Provider is StoreProvider.PostgreSql)
        {
            return Measure(
                portal, payloads, $"SET synchronous_commit = {(isSynced ? "on" : "off")}; DROP TABLE IF EXISTS {Table}; CREATE TABLE {Table} (seq bigserial PRIMARY KEY, id bytea UNIQUE, at bigint, payload bytea)", perCommit);
        }

        var file = Path.GetTempFileName();
        try
        {
            return Measure(
                StoreTarget.File(file), payloads, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(isSynced ? "FULL" : "NORMAL")}; CREATE TABLE {Table} (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, at INTEGER, payload BLOB)", perCommit);
        }
        finally
        {
            Array.ForEach([file, file + "-wal", file + "-shm"], File.Delete);
        }
    }

    private static double Measure(StoreTarget target, string[] payloads, string setUp, int perCommit)
    {
        using var connection = target.Open();
        Execute(connection, setUp);
        var rows = payloads.Select(Encoding.UTF8.GetBytes).Select(b => (Id: SHA256.HashData(b)[..16], Payload: b)).ToArray();
        var started = Stopwatch.GetTimestamp();
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO {Table} (id, at, payload) VALUES (@id, 1, @payload) ON CONFLICT (id) DO NOTHING";
        var (id, payload) = (Parameter(insert, "@id", rows[0].Id), Parameter(insert, "@payload", rows[0].Payload));
        insert.Prepare();
        foreach (var commit in rows.Chunk(perCommit))
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var row in commit)
            {
                (id.Value, payload.Value) = (row.Id, row.Payload);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Execute(connection, $"DROP TABLE {Table}");
        return payloads.Length / seconds;
    }

    private static DbParameter Parameter(DbCommand command, string name, byte[] first)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, System.Data.DbType.Binary, first);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
