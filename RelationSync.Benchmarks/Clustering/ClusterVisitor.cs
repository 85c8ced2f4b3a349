using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Clustering;

/// <summary>What a browser on the dashboard does: signs in, reads the page, holds its connection open, and comes back when that is lost. No session is begun anew.</summary>
internal sealed class ClusterVisitor(Uri address, string email, string password)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CookieContainer _cookies = new();
    private int _back;

    /// <summary>How often its connection was lost and made again.</summary>
    public int Back => _back;

    /// <summary>The longest time without one.</summary>
    public TimeSpan LongestAway { get; private set; }

    /// <summary>Port of the node that its connection leads to; null: it has none.</summary>
    public int? Node { get; private set; }

    public async Task RunAsync(CancellationToken end)
    {
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = address, Timeout = Patience };
        await SignInAsync(http, end);
        long? lostAt = null;
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var socket = await OpenAsync(http, end);
                Node = NodeOf(socket);
                if (lostAt is { } since)
                {
                    _back++;
                    LongestAway = TimeSpan.FromTicks(Math.Max(LongestAway.Ticks, Stopwatch.GetElapsedTime(since).Ticks));
                }

                await HearAsync(socket, end);
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or OperationCanceledException && !end.IsCancellationRequested)
            {
                // lost, or not there yet
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (Node is not null)
            {
                lostAt = Stopwatch.GetTimestamp();
            }

            Node = null;
            await Task.Delay(500, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SignInAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var login = await http.PostAsJsonAsync("/api/v1/login", new { email, password }, cancellationToken);
        login.EnsureSuccessStatusCode();
    }

    private async Task<ClientWebSocket> OpenAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using (var page = await http.GetAsync(new Uri("/", UriKind.Relative), cancellationToken))
        {
            page.EnsureSuccessStatusCode();
            if (page.RequestMessage!.RequestUri!.AbsolutePath != "/")
            {
                throw new InvalidOperationException($"The session is gone: the dashboard led to {page.RequestMessage.RequestUri.AbsolutePath}.");
            }
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var socket = new ClientWebSocket();
        socket.Options.Cookies = _cookies;
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/_blazor" }.Uri, patience.Token);
        await socket.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, patience.Token);
        return socket;
    }

    /// <summary>The last of those that the proxy asked: <c>127.0.0.1:5081, 127.0.0.1:5082</c>.</summary>
    private static int NodeOf(ClientWebSocket socket)
    {
        var asked = string.Join(',', socket.HttpResponseHeaders![NginxProcess.NodeHeader]);
        return int.Parse(asked[(asked.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>The node says something every 15 s; the browser takes twice that for a loss.</summary>
    private static async Task HearAsync(ClientWebSocket socket, CancellationToken end)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(end);
            silence.CancelAfter(TimeSpan.FromSeconds(30));
            if ((await socket.ReceiveAsync(buffer, silence.Token)).MessageType is WebSocketMessageType.Close)
            {
                return;
            }

            await socket.SendAsync(new byte[] { 2, 0x91, 6 }, WebSocketMessageType.Binary, true, end); // a ping
        }
    }
}
