using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.Benchmarks.Loading;

namespace RelationSync.Benchmarks.Sieging;

/// <summary>One plan carried out on a real portal that has the memory of a small node, behind a proxy that names each caller's network.</summary>
internal sealed class SiegeRun(SiegePlan plan)
{
    private const string Inbox = "siege";
    private const double LeastTaken = 0.995;
    private const double MostMilliseconds = 2000;

    // The file descriptors of this process and of the portal; some are needed for all else.
    private const int SpareDescriptors = 2000;

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["DOTNET_GCHeapHardLimit"] = string.Create(CultureInfo.InvariantCulture, $"0x{SiegePlan.HeapMiB << 20:x}"),
        ["ForwardedHeaders__KnownProxies"] = "127.0.0.1",
    };

    /// <summary>For the last pages to be shown.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int _exports;

    public async Task<Verdict> RunAsync(CancellationToken cancellationToken)
    {
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        await using var portal = new PortalProcess(Settings);
        portal.Connect(Inbox, await simulator.CreateOrgAsync(new JsonObject { ["name"] = Inbox, ["marker_field"] = true, ["daily_limit"] = 10_000_000 }, cancellationToken));
        await portal.StartAsync(cancellationToken);
        SiegeStore.Fill(portal.Store, plan.Rows);
        var pages = await OpenPagesAsync(portal, cancellationToken);
        var next = await OpenPage.OpenAsync(portal, cancellationToken);

        var address = new Uri(portal.Url);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var honest = new HonestSender(portal, Inbox);
        using var floods = new Floods(address, Inbox);
        var slow = new SlowConnections(address, Inbox, await SlowCountAsync(cancellationToken));
        var memory = new ProcessSamples();
        var sending = honest.RunAsync(end.Token);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken); // known before the siege, as every sender of a running portal is
        Task[] siege =
        [
            sending, memory.TakeAsync(portal, end.Token), slow.RunAsync(end.Token), floods.LargeBodiesAsync(plan.Large, end.Token),
            floods.HeadersAsync(plan.Headers, end.Token), floods.SignInsAsync(plan.Guessers, PortalProcess.Email, end.Token), ExportAsync(portal, end.Token),
        ];
        end.CancelAfter(plan.Lasts);
        await Task.WhenAll(siege);
        cancellationToken.ThrowIfCancellationRequested();

        var stillOpen = pages.Count(p => p.IsOpen);
        var shown = pages.Count(p => p.IsShown);
        pages.ForEach(p => p.Dispose());
        var (isUp, peak) = (await IsUpAsync(portal, cancellationToken), portal.IsRunning ? portal.PeakMiB : 0);
        var taken = (double)honest.Taken / honest.Sent;
        return new Verdict(
            new Checks(
                ("the honest sender is taken", taken >= LeastTaken),
                ("in time", honest.P99 < MostMilliseconds),
                ("memory under the limit", memory.PeakOwn is > 0 and <= SiegePlan.MiB),
                ("no restart", isUp),
                ("pages stay open", stillOpen == plan.Circuits && shown == plan.Circuits),
                ("the next page is told", next is null),
                ("the export is made", _exports > 0)),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{taken:P2} of {honest.Sent} honest requests taken{(honest.Others.Length > 0 ? $" ({honest.Others})" : "")}, p99 {honest.P99:N0} ms, {memory.PeakOwn} MiB of its own at the peak of a node of {SiegePlan.MiB}, its heap limited to {SiegePlan.HeapMiB} ({peak} MiB with all that it maps); {slow.Most} slow connections at once, {floods.Bodies} bodies of 5 MiB, {floods.Headers} header floods, {floods.Guesses} guesses ({floods.RefusedGuesses} refused unhashed), {stillOpen} of {pages.Count} pages, {_exports} exports of {plan.Rows:N0} rows"),
            ["honest taken", "p99 ms", "own MiB", "mapped MiB", "slow at once", "slow opened", "large bodies", "header floods", "guesses", "refused", "pages open", "exports"],
            [[$"{taken:P2}", $"{honest.P99:N0}", $"{memory.PeakOwn}", $"{peak}", $"{slow.Most}", $"{slow.Opened}", $"{floods.Bodies}", $"{floods.Headers}", $"{floods.Guesses}", $"{floods.RefusedGuesses}", $"{stillOpen}", $"{_exports}"]]);
    }

    private async Task<List<OpenPage>> OpenPagesAsync(PortalProcess portal, CancellationToken cancellationToken)
    {
        var pages = new List<OpenPage>();
        for (var i = 0; i < plan.Circuits; i++)
        {
            pages.Add(await OpenPage.OpenAsync(portal, cancellationToken) ?? throw new InvalidOperationException($"The portal took only {i} pages."));
        }

        for (var since = Stopwatch.GetTimestamp(); !pages.All(p => p.IsShown) && Stopwatch.GetElapsedTime(since) < Patience;)
        {
            await Task.Delay(100, cancellationToken);
        }

        return pages;
    }

    private async Task ExportAsync(PortalProcess portal, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var workbook = await portal.GetAsync("/errors.xlsx", end);
                if (workbook.IsSuccessStatusCode && (await workbook.Content.ReadAsByteArrayAsync(end)).Length > plan.Rows)
                {
                    _exports++;
                }

                await Task.Delay(TimeSpan.FromSeconds(1), end);
            }
            catch (Exception e) when (RawRequest.IsOver(e))
            {
                // over, or a reader that was too slow for a busy machine
            }
        }
    }

    private async Task<int> SlowCountAsync(CancellationToken cancellationToken)
    {
        var limit = await Tool.RunAsync(AppContext.BaseDirectory, "sh", ["-c", "ulimit -n"], cancellationToken);
        return int.TryParse(limit, CultureInfo.InvariantCulture, out var most) ? Math.Clamp(most - SpareDescriptors, 0, plan.Slow) : plan.Slow;
    }

    private static async Task<bool> IsUpAsync(PortalProcess portal, CancellationToken cancellationToken)
    {
        if (!portal.IsRunning)
        {
            return false;
        }

        using var answer = await portal.GetAsync("/health/ready", cancellationToken);
        return answer.IsSuccessStatusCode;
    }
}
