using System.Net.Http.Json;
using System.Text;

namespace RelationSync.Benchmarks.Sieging;

/// <summary>What strangers send, each again and again, until the siege ends.</summary>
internal sealed class Floods(Uri portal, string inbox) : IDisposable
{
    private const int LargeBody = 5 * 1024 * 1024;

    // What is shown is what a flood costs the portal in memory and places, not whose processor is faster.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = portal, Timeout = TimeSpan.FromSeconds(30) };
    private int _networks = 1 << 20;
    private int _bodies;
    private int _headers;
    private int _guesses;
    private int _refusedGuesses;

    public int Bodies => _bodies;

    public int Headers => _headers;

    public int Guesses => _guesses;

    /// <summary>Guesses that were answered 429 or 503: no password was hashed for them.</summary>
    public int RefusedGuesses => _refusedGuesses;

    /// <summary>Bodies of 5 MiB, unsigned: to the inbox, to one that doesn't exist, and as a form to the sign-in.</summary>
    public Task LargeBodiesAsync(int senders, CancellationToken end)
    {
        var part = Enumerable.Repeat((byte)' ', 64 * 1024).ToArray();
        return ManyAsync(senders, async number =>
        {
            using var socket = await RawRequest.ConnectAsync(portal, end);
            var headers = number % 3 == 2 ? RawRequest.Form(portal, NextNetwork(), LargeBody) : RawRequest.Post(portal, number % 3 == 0 ? inbox : "nobody", NextNetwork(), LargeBody);
            await socket.SendAsync(headers, end);
            for (var sent = 0; sent < LargeBody; sent += part.Length)
            {
                await socket.SendAsync(part, end);
            }

            await socket.ReceiveAsync(new byte[1024], end);
            Interlocked.Increment(ref _bodies);
        }, end);
    }

    /// <summary>Requests whose headers go on until the server cuts them off.</summary>
    public Task HeadersAsync(int senders, CancellationToken end)
    {
        var line = Encoding.ASCII.GetBytes($"X-Flood: {new string('x', 2000)}\r\n");
        return ManyAsync(senders, async _ =>
        {
            using var socket = await RawRequest.ConnectAsync(portal, end);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {portal.Authority}\r\n"), end);
            try
            {
                for (var i = 0; i < 64; i++)
                {
                    await socket.SendAsync(line, end);
                }
            }
            finally
            {
                Interlocked.Increment(ref _headers);
            }
        }, end);
    }

    /// <summary>Wrong passwords for one account, each from another network.</summary>
    public Task SignInsAsync(int callers, string email, CancellationToken end) => ManyAsync(callers, async _ =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/login") { Content = JsonContent.Create(new { email, password = "wrong password" }) };
        request.Headers.Add("X-Forwarded-For", NextNetwork());
        using var answer = await _http.SendAsync(request, end);
        Interlocked.Increment(ref _guesses);
        if ((int)answer.StatusCode is 429 or 503)
        {
            Interlocked.Increment(ref _refusedGuesses);
        }
    }, end);

    public void Dispose() => _http.Dispose();

    private string NextNetwork() => RawRequest.Network(Interlocked.Increment(ref _networks));

    private static Task ManyAsync(int senders, Func<int, Task> send, CancellationToken end) => Task.WhenAll(Enumerable.Range(0, senders).Select(number => Task.Run(
        async () =>
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    await send(number);
                }
                catch (Exception e) when (RawRequest.IsOver(e))
                {
                    // refused, cut off or over
                }

                await Task.Delay(Pause, CancellationToken.None);
            }
        },
        CancellationToken.None)));
}
