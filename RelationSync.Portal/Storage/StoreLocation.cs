using Microsoft.Data.Sqlite;
using Npgsql;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage;

/// <summary>Where the store is, and the folder of what lies beside it: the file's own, or the working directory where the store is a server's.</summary>
internal sealed class StoreLocation
{
    /// <summary>Demo mode's own file, in the folder of the real one.</summary>
    public const string DemoFile = "relationsync-demo.db";

    private const int LockPatience = 10;

    /// <summary>
    /// The server ends a transaction whose node says nothing for so long. A node that stands still (a paused machine) keeps its
    /// connections, and would hold locks that all others wait for. What was ended is done again when the node goes on.
    /// </summary>
    private const string SilenceInTransaction = "-c idle_in_transaction_session_timeout=5s";

    /// <param name="store">The engine, and its connection string.</param>
    /// <param name="isDemo">Demo mode's file is taken instead.</param>
    public StoreLocation(StoreOptions store, bool isDemo)
    {
        var isServer = store.Provider is StoreProvider.PostgreSql;
        if (isServer && !isDemo)
        {
            var server = new NpgsqlConnectionStringBuilder(store.RelationSync) { IncludeErrorDetail = false, ApplicationName = $"relationsync-{Node:N}" };
            server.Options = $"{SilenceInTransaction} {server.Options}".TrimEnd(); // of two, the server takes the later one: theirs
            Provider = StoreProvider.PostgreSql;
            Folder = Directory.GetCurrentDirectory();
            ConnectionString = server.ToString();
            Name = $"{server.Database} on {server.Host}";
            File = "";
            return;
        }

        var builder = isServer ? new SqliteConnectionStringBuilder() : new SqliteConnectionStringBuilder(store.RelationSync);
        var file = Path.GetFullPath(isServer ? DemoFile : builder.DataSource);
        Folder = Path.GetDirectoryName(file)!;
        builder.DataSource = isDemo ? Path.Combine(Folder, DemoFile) : file;
        if (!builder.ShouldSerialize("Default Timeout"))
        {
            // How long a lock of another process is waited for: a start is up or out well within 30 s.
            builder.DefaultTimeout = LockPatience;
        }

        ConnectionString = builder.ToString();
        Name = File = builder.DataSource;
    }

    public StoreProvider Provider { get; }

    /// <summary>This process among those on the store. PostgreSQL's connections carry it as their application name.</summary>
    public Guid Node { get; } = Guid.NewGuid();

    /// <summary>For messages: the file, or the database and its server.</summary>
    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>As an absolute path; empty where the store is a server's.</summary>
    public string File { get; }

    public string Folder { get; }

    /// <summary>Where the key file lies that the store's keys are sealed with, and keys of a version that had them all there: to be kept, and kept secret, with the store.</summary>
    public string KeysFolder => Path.Combine(Folder, "keys");

    /// <summary>
    /// Makes folder and file where there are none, the file for our eyes only; SQLite gives its companions the same mode.
    /// True: the store is new.
    /// </summary>
    /// <exception cref="StartupException">The file is gone, and what it was to be given from its log would be lost with a new one.</exception>
    public bool Prepare()
    {
        if (Provider is not StoreProvider.Sqlite)
        {
            return false;
        }

        Directory.CreateDirectory(Folder);
        if (HasLogOnly())
        {
            throw new StartupException($"The store's file {File} is gone or empty, but its log {File}-wal holds what isn't in any copy of it yet. Put the file back; or, to begin anew, move {File}-wal and {File}-shm away.");
        }

        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(File, options))
        {
            if (file.Length > 0)
            {
                return false;
            }
        }

        // EF Core looks at a file that exists through a read-only connection, which can't yet turn an empty one to WAL.
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL;";
        command.ExecuteNonQuery();
        return true;
    }

    /// <summary>Deletes the file and its companions.</summary>
    public void Delete()
    {
        foreach (var file in (string[])[File, File + "-wal", File + "-shm"])
        {
            System.IO.File.Delete(file);
        }
    }

    private bool HasLogOnly() =>
        new FileInfo(File) is { Exists: false } or { Length: 0 } && new FileInfo(File + "-wal") is { Exists: true, Length: > 0 };
}
