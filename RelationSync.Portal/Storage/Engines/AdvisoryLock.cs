using Npgsql;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage.Engines;

/// <summary>A lock of a PostgreSQL session: what one node does at a time. It ends with the connection, and so with the node.</summary>
internal static class AdvisoryLock
{
    /// <summary>Any numbers that no other program takes in the same database.</summary>
    internal const long Migration = 0x52656C5379; // "RelSy"

    internal const long Start = Migration + 1;

    /// <summary>How long another node is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="connection">Open, and in no transaction.</param>
    /// <param name="key">Which lock.</param>
    /// <param name="work">What its holder is doing, for the message.</param>
    /// <exception cref="StartupException">Another node holds it for too long.</exception>
    public static async Task TakeAsync(NpgsqlConnection connection, long key, string work, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand(FormattableString.Invariant($"SET lock_timeout = {(long)Patience.TotalMilliseconds}; SELECT pg_advisory_lock({key}); SET lock_timeout = 0"), connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            throw new StartupException($"Another node has been {work} for {Patience.TotalMinutes:N0} minutes. Wait until it is done, and start this one again.");
        }
    }
}
