namespace RelationSync.Portal.Storage;

/// <summary>The engine that keeps the store.</summary>
public enum StoreProvider
{
    /// <summary>A file beside the program; one process at a time.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or later, which several nodes may share.</summary>
    PostgreSql,
}
