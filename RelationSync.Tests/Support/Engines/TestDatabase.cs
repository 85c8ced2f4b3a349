using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Tests.Support.Engines;

/// <summary>An empty store with all migrations on the engine that a test runs on, gone when disposed: a copy of a template.</summary>
internal sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<string> Template = new(MakeTemplate);
    private static readonly Lazy<byte[]> FileTemplate = new(MakeFileTemplate);
    private static readonly Lock Copying = new();

    private readonly string _name = $"relationsync_test_{Guid.NewGuid():N}";

    /// <param name="provider">The engine.</param>
    /// <param name="isEmpty">No file is made: the test makes its own.</param>
    public TestDatabase(StoreProvider provider, bool isEmpty = false)
    {
        Provider = provider;
        if (provider is StoreProvider.PostgreSql)
        {
            ConnectionString = PostgreSqlServer.Instance.ConnectionString(_name);
            lock (Copying)
            {
                PostgreSqlServer.Instance.Execute($"CREATE DATABASE \"{_name}\" TEMPLATE \"{Template.Value}\" STRATEGY FILE_COPY");
            }
        }
        else
        {
            File = Path.Combine(Path.GetTempPath(), _name + ".db");
            ConnectionString = $"Data Source={File}";
            if (!isEmpty)
            {
                System.IO.File.WriteAllBytes(File, FileTemplate.Value);
            }
        }
    }

    public StoreProvider Provider { get; }

    /// <summary>Empty on PostgreSQL.</summary>
    public string File { get; } = "";

    public string ConnectionString { get; }

    public DbContextOptions<RelationSyncDb> Options(Action<DbContextOptionsBuilder>? more = null) => Options(Provider, ConnectionString, more);

    public RelationSyncDb Create(DbContextOptions<RelationSyncDb> options) => Dialect.Of(Provider).CreateContext(options);

    public void Dispose()
    {
        if (Provider is StoreProvider.PostgreSql)
        {
            using (var pool = new NpgsqlConnection(ConnectionString))
            {
                NpgsqlConnection.ClearPool(pool);
            }

            PostgreSqlServer.Instance.Execute($"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)");
            return;
        }

        using (var pool = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(pool);
        }

        foreach (var file in new[] { File, File + "-wal", File + "-shm" })
        {
            System.IO.File.Delete(file);
        }
    }

    private static DbContextOptions<RelationSyncDb> Options(StoreProvider provider, string connectionString, Action<DbContextOptionsBuilder>? more = null)
    {
        var builder = new DbContextOptionsBuilder<RelationSyncDb>();
        Dialect.Of(provider).Use(builder, connectionString);
        more?.Invoke(builder);
        return builder.Options;
    }

    private static byte[] MakeFileTemplate()
    {
        using var empty = new TestDatabase(StoreProvider.Sqlite, isEmpty: true);
        using (var db = empty.Create(Options(StoreProvider.Sqlite, empty.ConnectionString + ";Pooling=False")))
        {
            db.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
            db.Database.Migrate();
        }

        return System.IO.File.ReadAllBytes(empty.File);
    }

    private static string MakeTemplate()
    {
        var name = $"relationsync_template_{Guid.NewGuid():N}";
        var connectionString = new NpgsqlConnectionStringBuilder(PostgreSqlServer.Instance.ConnectionString(name)) { Pooling = false }.ToString();
        PostgreSqlServer.Instance.Execute($"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0");
        new PostgreSqlMigration(new StoreContexts(Options(StoreProvider.PostgreSql, connectionString), PostgreSqlDialect.Instance), NullLogger<PostgreSqlMigration>.Instance)
            .RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (PostgreSqlServer.IsGiven)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => PostgreSqlServer.Instance.Execute($"DROP DATABASE \"{name}\" WITH (FORCE)");
        }

        return name;
    }
}
