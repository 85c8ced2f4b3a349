using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.E2E.Infrastructure;

/// <summary>A collector that takes OTLP over HTTP and reads the spans of it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _taken = new();
    private readonly Task _taking;

    public OtlpReceiver()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ChildProcess.FreePort()}");
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _taking = TakeAsync();
    }

    public string Url { get; }

    /// <summary>Bodies that came to a path like <c>/v1/logs</c>.</summary>
    public IReadOnlyList<byte[]> Bodies(string path) => [.. _taken.Where(t => t.Path == path).Select(t => t.Body)];

    /// <summary>Field numbers as in <c>opentelemetry/proto/trace/v1/trace.proto</c>.</summary>
    public IReadOnlyList<OtlpSpan> Spans() =>
    [
        .. Bodies("/v1/traces").SelectMany(b => Protobuf.Parts(b, 1)).SelectMany(r => Protobuf.Parts(r, 2)).SelectMany(s => Protobuf.Parts(s, 2)).Select(s => new OtlpSpan(
            Convert.ToHexStringLower(Protobuf.Parts(s, 1).Single()),
            Convert.ToHexStringLower(Protobuf.Parts(s, 2).Single()),
            Convert.ToHexStringLower(Protobuf.Parts(s, 4).SingleOrDefault([])),
            System.Text.Encoding.UTF8.GetString(Protobuf.Parts(s, 5).Single()),
            [.. Protobuf.Parts(s, 13).Select(l => Convert.ToHexStringLower(Protobuf.Parts(l, 2).Single()))])),
    ];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _taking;
        _listener.Close();
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _taken.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // stopped
        }
    }
}

/// <summary>A span as it was sent, ids in hexadecimal.</summary>
/// <param name="Links">Ids of the spans it points at.</param>
internal sealed record OtlpSpan(string Trace, string Id, string Parent, string Name, IReadOnlyList<string> Links);
