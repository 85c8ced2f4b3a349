using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>Speaks just enough HTTP to read a request whole, and answers any bytes.</summary>
internal sealed class HostileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public HostileServer()
    {
        _listener.Start();
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public string Url { get; }

    /// <summary>What it answers to a request line: <c>POST /o1/services/data/v67.0/composite HTTP/1.1</c>.</summary>
    public Func<string, HostileAnswer> Answer { get; set; } = _ => new HostileAnswer([], Close: true);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var gone = client;
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            var buffer = new byte[64 * 1024];
            while (await RequestAsync(stream, buffer) is { } line && await SendAsync(stream, Answer(line)))
            {
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client has hung up, or the run is over.
        }
    }

    /// <summary>The request's first line, after all of it was read; null where the client has nothing more to say.</summary>
    private async Task<string?> RequestAsync(NetworkStream stream, byte[] buffer)
    {
        var filled = 0;
        int head;
        while ((head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = filled == buffer.Length ? 0 : await stream.ReadAsync(buffer.AsMemory(filled), _end.Token);
            if (read == 0)
            {
                return null;
            }

            filled += read;
        }

        var lines = Encoding.ASCII.GetString(buffer, 0, head).Split("\r\n");
        var length = lines.FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } announced
            ? int.Parse(announced["Content-Length:".Length..], CultureInfo.InvariantCulture)
            : 0;
        for (var left = length - (filled - head - 4); left > 0;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), _end.Token);
            if (read == 0)
            {
                return null;
            }

            left -= read;
        }

        return lines[0];
    }

    private async Task<bool> SendAsync(NetworkStream stream, HostileAnswer answer)
    {
        await stream.WriteAsync(answer.Bytes, _end.Token);
        for (var i = 0; i < answer.Times; i++)
        {
            await stream.WriteAsync(answer.Last, _end.Token);
        }

        if (answer.Hang)
        {
            // Until the client gives up.
            await stream.ReadExactlyAsync(new byte[1], _end.Token);
        }

        return !answer.Close;
    }
}
