using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>
/// The intake of a real portal over HTTP, with a simulated org behind it that is drained all the while: what was taken
/// also has to come to an end. A case here is one request, or one spoilt operation in a request.
/// </summary>
internal sealed class IntakeTarget : IFuzzTarget
{
    private const string Inbox = "fuzz";
    private const int Callers = 4;

    public string Name => "intake";

    public int Share => 15;

    public string Holds => "a status of the contract, never a 5xx; the good among the bad are taken; the same again changes nothing; all ends; no error in the log";

    /// <inheritdoc/>
    public async Task RunAsync(FuzzCounts counts, int cases, CancellationToken cancellationToken)
    {
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        var org = await simulator.CreateOrgAsync(new JsonObject { ["name"] = Inbox, ["marker_field"] = true, ["daily_limit"] = 100_000_000 }, cancellationToken);
        await using var portal = new PortalProcess(new Dictionary<string, string>
        {
            ["Worker__DrainInterval"] = "00:00:01",
            ["Sync__SendCancelGrace"] = "00:00:01",
            ["Sync__ReorderGrace"] = "00:00:01",
            ["Sync__RetryBaseDelay"] = "00:00:01",
            ["Sync__RetryMaxDelay"] = "00:00:04",
            ["Intake__OperationsPerMinute"] = "10000000",
        });
        portal.Connect(Inbox, org);
        await portal.StartAsync(cancellationToken);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            async () =>
            {
                using var caller = new IntakeCaller(portal, Inbox);
                int number;
                while (counts.Cases < (counts.Only is null ? cases : 1) && (number = Interlocked.Increment(ref next)) >= 0)
                {
                    await OneAsync(caller, counts, counts.Only ?? number, cancellationToken);
                }
            },
            cancellationToken)));
        await EndAsync(portal, counts, cancellationToken);
        counts.Note = $"portal {portal.PeakMiB} MiB at the peak";
    }

    private static async Task OneAsync(IntakeCaller caller, FuzzCounts counts, int number, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var cases = 1;
        try
        {
            string? what;
            (cases, what) = await caller.OneAsync(counts.Chance(number), number, cancellationToken);
            if (what is not null)
            {
                counts.Find(number, what);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            counts.Find(number, e.ToString());
        }

        counts.Took(number, Stopwatch.GetElapsedTime(started), cases);
    }

    /// <summary>Nothing that was taken stays on the way: it is synced, or failed and says why, or waits for its other half.</summary>
    private static async Task EndAsync(PortalProcess portal, FuzzCounts counts, CancellationToken cancellationToken)
    {
        var left = "";
        for (var i = 0; i < 60; i++)
        {
            var pending = await ListAsync("pending");
            var syncing = await ListAsync("syncing");
            if (pending.Count + syncing.Count == 0)
            {
                break;
            }

            left = $"{pending.Concat(syncing).First()}";
            await Task.Delay(1000, cancellationToken);
            if (i == 59)
            {
                counts.Find(-1, $"still on the way after a minute: {left}");
            }
        }

        foreach (var failed in await ListAsync("failed"))
        {
            if (failed.GetProperty("last_error").ValueKind is JsonValueKind.Null)
            {
                counts.Find(-1, $"failed without saying why: {failed}");
            }
        }

        foreach (var complaint in portal.Complaints)
        {
            counts.Find(-1, $"logged: {complaint}");
        }

        Task<List<JsonElement>> ListAsync(string status) => portal.ListAsync($"actions?status={status}", cancellationToken);
    }
}
