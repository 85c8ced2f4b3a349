using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RelationSync.Portal.Storage;

/// <summary>
/// What every SQLite connection needs: readers beside the writer (WAL), and commits that outlive a power cut
/// (<c>synchronous=FULL</c> syncs the WAL at each commit; NORMAL would not). What is erased is overwritten with zeros
/// (<c>secure_delete=ON</c>; FAST would leave it on pages that become free). No connection is opened to a lost store: one to
/// the file that took its place would mix the logs of both.
/// </summary>
internal sealed class SqlitePragmas(StoreAnchor? anchor = null) : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY;";

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        anchor?.Check();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        anchor?.Check();
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
