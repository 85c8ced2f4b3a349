using System.Net;
using System.Net.Sockets;

namespace RelationSync.Benchmarks.Harness;

/// <summary>A way to the simulator that can be closed: then connections are refused, as by a host that is down.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly IPEndPoint _target;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly HashSet<TcpClient> _open = [];
    private TcpListener? _listener;

    public Relay(string simulatorUrl)
    {
        var uri = new Uri(simulatorUrl);
        _target = new IPEndPoint(IPAddress.Loopback, uri.Port);
        Port = ChildProcess.FreePort();
        Open();
    }

    public int Port { get; }

    /// <summary>Closes by itself as soon as the simulator drops a connection.</summary>
    public bool ClosesWithTheNextDrop { get; set; }

    /// <summary>Whether connections are refused now.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _listener is null;
            }
        }
    }

    public void Open()
    {
        lock (_gate)
        {
            if (_listener is null)
            {
                _listener = new TcpListener(IPAddress.Loopback, Port);
                _listener.Start();
                _ = AcceptAsync(_listener);
            }
        }
    }

    /// <summary>Refuses from now on, and cuts what is open.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            foreach (var client in _open)
            {
                client.Close();
            }

            _open.Clear();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Close();
        await _end.CancelAsync();
        _end.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // closed
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            lock (_gate)
            {
                _open.Add(near);
            }

            await far.ConnectAsync(_target);
            var there = near.GetStream().CopyToAsync(far.GetStream(), _end.Token);
            var back = far.GetStream().CopyToAsync(near.GetStream(), _end.Token);
            if (await Task.WhenAny(there, back) == back && ClosesWithTheNextDrop)
            {
                ClosesWithTheNextDrop = false;
                Close();
            }

            near.Close();
            far.Close();
            await Task.WhenAll(there, back);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // one of the two hung up
        }
        finally
        {
            near.Dispose();
            lock (_gate)
            {
                _open.Remove(near);
            }
        }
    }
}
