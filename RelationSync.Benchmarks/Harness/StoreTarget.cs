using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Harness;

/// <summary>The store that a portal runs on, and its engine.</summary>
internal sealed record StoreTarget(StoreProvider Provider, string ConnectionString)
{
    public static StoreTarget File(string path) => new(StoreProvider.Sqlite, $"Data Source={path}");

    /// <summary>As people write it.</summary>
    public string Engine => Provider is StoreProvider.Sqlite ? "SQLite" : "PostgreSQL";

    /// <summary>The portal's settings, as variables of its environment.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Store__Provider"] = Provider.ToString(),
        ["ConnectionStrings__RelationSync"] = ConnectionString,
    };

    /// <summary>A connection beside the portal's.</summary>
    public DbConnection Open()
    {
        DbConnection connection = Provider is StoreProvider.Sqlite ? new SqliteConnection($"{ConnectionString};Pooling=False") : new NpgsqlConnection($"{ConnectionString};Pooling=False");
        connection.Open();
        return connection;
    }
}
