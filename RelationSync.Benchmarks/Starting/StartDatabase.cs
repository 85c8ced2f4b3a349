using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RelationSync.Benchmarks.Harness;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Benchmarks.Starting;

/// <summary>A database of a PostgreSQL, with a way to it that can be cut.</summary>
internal sealed class StartDatabase : StartStore
{
    private static int _made;

    private readonly PostgresProcess _server;

    /// <param name="server">Where it is made.</param>
    /// <param name="template">A database that nobody is connected to; null: it is empty.</param>
    /// <param name="tablespace">Where the server keeps it; null: where it keeps all.</param>
    public StartDatabase(PostgresProcess server, string? template = null, string? tablespace = null)
    {
        _server = server;
        Name = string.Create(CultureInfo.InvariantCulture, $"starts{Interlocked.Increment(ref _made)}");
        Way = new Relay(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}"));
        server.Execute($"CREATE DATABASE {Name} TEMPLATE {template ?? "template1"}{(tablespace is null ? "" : $" TABLESPACE {tablespace}")}");
    }

    public string Name { get; }

    /// <summary>The portal's way to the server.</summary>
    public Relay Way { get; }

    /// <summary>Past the way.</summary>
    public override StoreTarget Target => new(StoreProvider.PostgreSql, PostgresProcess.ConnectionString(_server.Port, Name));

    /// <summary>Settings of a portal that comes by the way.</summary>
    public IReadOnlyDictionary<string, string> ByTheWay => new Dictionary<string, string> { ["ConnectionStrings__RelationSync"] = PostgresProcess.ConnectionString(Way.Port, Name) };

    public override StartStore Copy() => new StartDatabase(_server, Name);

    public StartDatabase CopyTo(string tablespace) => new(_server, Name, tablespace);

    /// <summary>A migration that was killed must be whole or not there.</summary>
    public override string? Damage()
    {
        var hasHistory = Scalar("""SELECT to_regclass('"__EFMigrationsHistory"')::text""") is string;
        var hasActions = Scalar("""SELECT to_regclass('"Actions"')::text""") is string;
        using var db = Db();
        var (known, applied) = (db.Database.GetMigrations().Count(), hasHistory ? Convert.ToInt32(Scalar("""SELECT COUNT(*) FROM "__EFMigrationsHistory" """), CultureInfo.InvariantCulture) : 0);
        return hasActions == applied > 0 && (applied == 0 || applied >= known - 1) ? null : $"{applied} of {known} migrations, and its tables {(hasActions ? "are" : "aren't")} there";
    }

    /// <summary>Lets it be read only, or written again; connections that are open are ended.</summary>
    public void SetReadOnly(bool isReadOnly)
    {
        _server.Execute($"ALTER DATABASE {Name} SET default_transaction_read_only = {(isReadOnly ? "on" : "off")}");
        _server.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'");
    }

    public void Drop() => _server.Execute($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        Way.Close();
        Drop();
    }

    protected override RelationSyncDb Db()
    {
        var options = new DbContextOptionsBuilder<RelationSyncDb>();
        var dialect = Dialect.Of(StoreProvider.PostgreSql);
        dialect.Use(options, new NpgsqlConnectionStringBuilder(Target.ConnectionString) { Pooling = false }.ToString());
        return dialect.CreateContext(options.Options);
    }
}
