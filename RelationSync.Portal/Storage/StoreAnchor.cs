using Microsoft.Data.Sqlite;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Holds the store's file, its log (<c>-wal</c>) and its shared memory (<c>-shm</c>) open for as long as the portal runs, and
/// tells when something else lies at their paths: what is committed then goes to files that no restart finds. While it
/// holds, SQLite never makes these files anew by itself.
/// </summary>
internal sealed class StoreAnchor : IDisposable
{
    private static readonly string[] Companions = ["", "-wal", "-shm"];

    private readonly Lock _lock = new();
    private SqliteConnection? _connection;
    private StoreHeader? _header;
    private volatile (string Path, FileMark Mark)[] _held = [];
    private int _rescued;

    /// <summary>Holds the store from now on. Until then nothing is checked.</summary>
    public void Hold(string connectionString)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            Scalar(connection, "PRAGMA journal_mode=WAL");
            Scalar(connection, "SELECT COUNT(*) FROM sqlite_schema"); // the first read makes the companions
            var file = (string)Scalar(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'")!;
            _held = [.. Companions.Select(c => file + c).Select(p => (p, FileMark.Of(p))).Where(f => f.Item2 is not null).Select(f => (f.p, f.Item2!.Value))];
            _header = StoreHeader.Of(file, connection);
            _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What is the matter and what to do; null: the files are those that are open.</summary>
    public string? Loss()
    {
        foreach (var (path, mark) in _held)
        {
            if (FileMark.Of(path) is not { } now)
            {
                return IsMain(path)
                    ? $"The store's file {path} is gone. Put the same file back (not a copy) and the portal goes on by itself; with a copy or a backup in its place, restart the portal."
                    : Rescued($"The store's companion {path} is gone. Restart the portal; what was stored is in the store's file.");
            }

            if (now != mark)
            {
                return IsMain(path)
                    ? $"Another file lies at {path} than the portal has open. Put the former one back and the portal goes on by itself; to go on with this one, restart the portal."
                    : Rescued($"Another file lies at {path} than the portal has open. Restart the portal; what was stored is in the store's file.");
            }
        }

        return _held.Length > 0 && _header is not null && !_header.IsOurs()
            ? $"The store's file {_held[0].Path} was overwritten. Stop the portal, put the right file in its place, delete its -wal and -shm, and start."
            : null;
    }

    /// <exception cref="StoreLostException">The store is lost, for now or until a restart.</exception>
    public void Check()
    {
        if (Loss() is { } loss)
        {
            throw new StoreLostException(loss);
        }
    }

    /// <summary>
    /// Lets go. The last connection to close brings the log to the file that is open and deletes what lies at the log's path:
    /// not where that file was overwritten, or that log is another's.
    /// </summary>
    public void Dispose()
    {
        if (_header?.IsOurs() is not false && _held.Skip(1).All(f => FileMark.Of(f.Path) is not { } now || now == f.Mark))
        {
            _connection?.Dispose();
        }

        _held = [];
    }

    private bool IsMain(string path) => path == _held[0].Path;

    /// <summary>The log is lost, the file isn't: once, all that is in the one goes to the other.</summary>
    private string Rescued(string loss)
    {
        if (Interlocked.Exchange(ref _rescued, 1) == 0)
        {
            lock (_lock)
            {
                try
                {
                    Scalar(_connection!, "PRAGMA wal_checkpoint(PASSIVE)");
                }
                catch (SqliteException)
                {
                    // a disk that takes nothing either: there is nothing more to be done
                    _rescued = 0;
                }
            }
        }

        return loss;
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
