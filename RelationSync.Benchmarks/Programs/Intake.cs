using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Durable operations a second through the real endpoint, beside raw prepared inserts of the same bytes into SQLite.</summary>
internal sealed class Intake : IBenchmark
{
    private const string Inbox = "intake";
    private const int PerRequest = 500;
    private const int Callers = 4;
    private const int Singles = 1000;

    public string Name => "intake";

    public string Shows => "durable operations a second beside raw prepared SQLite inserts in the same run";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var operations = full ? 200_000 : 20_000;
        var now = TimeProvider.System.GetUtcNow();
        var payloads = Enumerable.Range(0, operations).Select(i => Samples.Message($"i{i}", i, false, now)).ToArray();
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        await using var portal = new PortalProcess(new Dictionary<string, string>(PortalProcess.WithoutHolds) { ["Worker__DrainInterval"] = "01:00:00", ["Worker__WakeInterval"] = "00:00:00" });
        portal.Connect(Inbox, await simulator.CreateOrgAsync(new JsonObject { ["name"] = Inbox, ["marker_field"] = true }, cancellationToken));
        await portal.StartAsync(cancellationToken);
        await PostAllAsync(portal, payloads[..PerRequest].Select(p => p.Replace("\"i", "\"w", StringComparison.Ordinal)).ToArray(), cancellationToken);

        var raw = RawInserts(payloads, "FULL", PerRequest);
        var started = Stopwatch.GetTimestamp();
        await PostAllAsync(portal, payloads, cancellationToken);
        var ours = operations / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var rawAgain = RawInserts(payloads, "FULL", PerRequest);
        var unsynced = RawInserts(payloads, "NORMAL", PerRequest);
        var few = payloads[..Singles];
        var cost = RawInserts(few, "NORMAL", 1) / RawInserts(few, "FULL", 1);
        var beside = ours / ((raw + rawAgain) / 2);
        var peak = portal.PeakMiB;
        return new Verdict(
            beside >= 0.02,
            $"{ours:N0} durable operations a second over HTTP, {beside:0.00} of raw inserts, {peak} MiB at the peak",
            ["operations", "a request", "callers", "ours, /s", "raw inserts, /s", "ratio", "peak MiB", $"FULL costs × at {PerRequest} a commit", "at 1"],
            [[$"{operations:N0}", $"{PerRequest}", $"{Callers}", $"{ours:N0}", $"{(raw + rawAgain) / 2:N0}", $"{beside:0.00}", $"{peak}", $"{unsynced / ((raw + rawAgain) / 2):0.00}", $"{cost:0.00}"]]);
    }

    private static async Task PostAllAsync(PortalProcess portal, string[] payloads, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            payloads.Chunk(PerRequest),
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
            async (operations, token) =>
            {
                if (await portal.PostAsync(Inbox, operations, token) is var status and not 202)
                {
                    throw new InvalidOperationException($"The intake answered {status}.\n{portal.LastWords}");
                }
            });
    }

    /// <summary>One table with a unique 16-byte key, a transaction a request, synced to disk as ours is (FULL): the least that keeps the same promise.</summary>
    private static double RawInserts(string[] payloads, string synchronous, int perCommit)
    {
        var file = Path.GetTempFileName();
        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            using var setUp = connection.CreateCommand();
            setUp.CommandText = $"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; CREATE TABLE o (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, at INTEGER, payload BLOB)";
            setUp.ExecuteNonQuery();
            var bytes = payloads.Select(Encoding.UTF8.GetBytes).ToArray();
            var keys = bytes.Select(b => SHA256.HashData(b)[..16]).ToArray();
            var started = Stopwatch.GetTimestamp();
            for (var from = 0; from < bytes.Length; from += perCommit)
            {
                using var transaction = connection.BeginTransaction();
                using var insert = connection.CreateCommand();
                insert.Transaction = transaction;
                insert.CommandText = "INSERT INTO o (id, at, payload) VALUES (@id, @at, @payload) ON CONFLICT (id) DO NOTHING";
                var id = insert.Parameters.Add("@id", SqliteType.Blob);
                insert.Parameters.AddWithValue("@at", 1L);
                var payload = insert.Parameters.Add("@payload", SqliteType.Blob);
                for (var i = from; i < Math.Min(bytes.Length, from + perCommit); i++)
                {
                    id.Value = keys[i];
                    payload.Value = bytes[i];
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }

            return payloads.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            foreach (var name in new[] { file, file + "-wal", file + "-shm" })
            {
                File.Delete(name);
            }
        }
    }
}
