using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Harness;

/// <summary>One store for each engine, to measure them in one run: an SQLite file and, where PostgreSQL is installed, a database of a server of its own.</summary>
internal sealed class StoreTargets : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relationsync-bench-");
    private PostgresProcess? _server;

    private StoreTargets()
    {
    }

    public IReadOnlyList<StoreTarget> All =>
    [
        StoreTarget.File(Path.Combine(_folder.FullName, "portal.db")),
        .. _server is null ? (StoreTarget[])[] : [new StoreTarget(StoreProvider.PostgreSql, PostgresProcess.ConnectionString(_server.Port))],
    ];

    /// <summary>For the figures: what isn't shown, and why; empty: all is.</summary>
    public string NotShown => _server is null ? $"; PostgreSQL not shown: {PostgresProcess.Missing}" : "";

    public static async Task<StoreTargets> StartAsync(CancellationToken cancellationToken)
    {
        var targets = new StoreTargets();
        if (PostgresProcess.Missing is null)
        {
            targets._server = await PostgresProcess.StartAsync(cancellationToken);
        }

        return targets;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
