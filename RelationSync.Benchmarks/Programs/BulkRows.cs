using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Many rows of a table, the way that each engine takes them fastest.</summary>
internal abstract class BulkRows : IDisposable
{
    public static BulkRows Into(DbConnection connection, string table, params string[] columns) => connection switch
    {
        SqliteConnection sqlite => new SqliteRows(sqlite, table, columns),
        NpgsqlConnection npgsql => new CopiedRows(npgsql, table, columns),
        _ => throw new ArgumentException("no such engine", nameof(connection)),
    };

    public abstract void Add(params ReadOnlySpan<object?> values);

    public abstract void Complete();

    public abstract void Dispose();

    private static string Names(string[] columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));

    private sealed class SqliteRows : BulkRows
    {
        private readonly SqliteTransaction _transaction;
        private readonly SqliteCommand _insert;

        public SqliteRows(SqliteConnection connection, string table, string[] columns)
        {
            _transaction = connection.BeginTransaction();
            _insert = connection.CreateCommand();
            _insert.Transaction = _transaction;
            _insert.CommandText = $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(c => "@" + c))})";
            foreach (var column in columns)
            {
                _insert.Parameters.Add(new SqliteParameter("@" + column, null));
            }
        }

        public override void Add(params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                _insert.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            _insert.ExecuteNonQuery();
        }

        public override void Complete() => _transaction.Commit();

        public override void Dispose()
        {
            _insert.Dispose();
            _transaction.Dispose();
        }
    }

    private sealed class CopiedRows(NpgsqlConnection connection, string table, string[] columns) : BulkRows
    {
        private readonly NpgsqlBinaryImporter _import = connection.BeginBinaryImport($"COPY \"{table}\" ({Names(columns)}) FROM STDIN (FORMAT BINARY)");

        public override void Add(params ReadOnlySpan<object?> values)
        {
            _import.StartRow();
            foreach (var value in values)
            {
                if (value is null)
                {
                    _import.WriteNull();
                }
                else
                {
                    _import.Write(value);
                }
            }
        }

        public override void Complete() => _import.Complete();

        public override void Dispose() => _import.Dispose();
    }
}
