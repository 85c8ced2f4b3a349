using System.Net.Sockets;

namespace RelationSync.Benchmarks.Sieging;

/// <summary>Connections that each send a body of 5 MiB, a little a second: just so much that the server doesn't cut them off. One that ends is opened again.</summary>
internal sealed class SlowConnections(Uri portal, string inbox, int count)
{
    private const int Hands = 50;
    private const int BytesASecond = 300; // the server asks for 240

    private readonly Socket?[] _sockets = new Socket?[count];
    private int _networks;
    private int _opened;

    /// <summary>The most that were open at once.</summary>
    public int Most { get; private set; }

    public int Opened => _opened;

    /// <summary>By many hands: one after the other, a busy portal would be met by few.</summary>
    public Task RunAsync(CancellationToken end) => Task.WhenAll(Enumerable.Range(0, Hands).Select(hand => Task.Run(() => HoldAsync(hand, end), CancellationToken.None)));

    private async Task HoldAsync(int hand, CancellationToken end)
    {
        var part = new byte[BytesASecond];
        Array.Fill(part, (byte)' ');
        try
        {
            while (!end.IsCancellationRequested)
            {
                var pause = Task.Delay(TimeSpan.FromSeconds(1), end);
                for (var i = hand; i < count && !end.IsCancellationRequested; i += Hands)
                {
                    await StepAsync(i, part, end);
                }

                if (hand == 0)
                {
                    Most = Math.Max(Most, _sockets.Count(s => s is not null));
                }

                await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            for (var i = hand; i < count; i += Hands)
            {
                _sockets[i]?.Dispose();
            }
        }
    }

    private async Task StepAsync(int i, byte[] part, CancellationToken end)
    {
        try
        {
            if (_sockets[i] is { } open)
            {
                await open.SendAsync(part, end);
                return;
            }

            var socket = _sockets[i] = await RawRequest.ConnectAsync(portal, end);
            await socket.SendAsync(RawRequest.Post(portal, inbox, RawRequest.Network(Interlocked.Increment(ref _networks)), 5 * 1024 * 1024), end);
            Interlocked.Increment(ref _opened);
        }
        catch (Exception e) when (RawRequest.IsOver(e))
        {
            _sockets[i]?.Dispose();
            _sockets[i] = null;
        }
    }
}
