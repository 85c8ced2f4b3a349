using System.Globalization;
using Npgsql;

namespace RelationSync.Portal.Storage.Engines;

/// <summary>Changes committed by other nodes, received through PostgreSQL's LISTEN (<see cref="NoticeTriggers"/>).</summary>
internal sealed class StoreNotices(StoreLocation location)
{
    /// <summary>A connection that is cut off without a word is noticed within twice this.</summary>
    private const int KeepAliveSeconds = 5;

    private readonly string _me = new NpgsqlConnectionStringBuilder(location.ConnectionString).ApplicationName ?? "";

    /// <summary>Listens on a connection of its own until that is lost, and then fails; or until it is cancelled.</summary>
    /// <param name="listening">Called once it listens; earlier notices are missed.</param>
    /// <param name="changed">Called with a topic and an inbox for each change that another node committed. Must return at once.</param>
    public async Task ListenAsync(Action listening, Action<string, long?> changed, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(location.ConnectionString) { Pooling = false, KeepAlive = KeepAliveSeconds, Timeout = KeepAliveSeconds, CommandTimeout = KeepAliveSeconds };
        await using var connection = new NpgsqlConnection(builder.ToString());
        connection.Notification += (_, notice) => Tell(notice.Payload, changed);
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {NoticeTriggers.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        listening();
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void Tell(string notice, Action<string, long?> changed)
    {
        // From the end: an application name may have spaces, where another program wrote.
        var words = notice.Split(' ');
        long? inbox = words.Length > 2 && long.TryParse(words[^1], CultureInfo.InvariantCulture, out var id) ? id : null;
        if (words[0] != _me)
        {
            changed(inbox is null ? words[^1] : words[^2], inbox);
        }
    }
}
