using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Sieging;

/// <summary>A page held open as a browser holds it: loaded, its circuit started with what the page says of its components, kept alive.</summary>
internal sealed partial class OpenPage : IDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly byte[] Ping = [0x02, 0x91, 0x06];

    /// <summary>The answers to its start are shorter.</summary>
    private const int StartBytes = 1000;

    private readonly ClientWebSocket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _living;
    private long _received;

    private OpenPage(ClientWebSocket socket)
    {
        _socket = socket;
        _living = Task.WhenAll(ReceiveAsync(), PingAsync());
    }

    /// <summary>More was rendered to it than an answer to its start.</summary>
    public bool IsShown => Interlocked.Read(ref _received) > StartBytes;

    public bool IsOpen => _socket.State is WebSocketState.Open && !_living.IsFaulted;

    /// <summary>Null: the portal said that as many pages are open as may be.</summary>
    public static async Task<OpenPage?> OpenAsync(PortalProcess portal, CancellationToken cancellationToken, string path = "/")
    {
        using var page = await portal.GetAsync(path, cancellationToken);
        if (page.StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }

        var html = await page.Content.ReadAsStringAsync(cancellationToken);
        var state = State().Match(html).Groups[1].Value;
        var additions = Marker().Matches(html).Select(m => JsonNode.Parse(WebUtility.HtmlDecode(m.Groups[1].Value))!.AsObject()).Where(m => (string?)m["type"] == "server" && m.ContainsKey("descriptor"))
            .Select((marker, i) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker }).ToArray<JsonNode?>();
        var socket = await portal.OpenCircuitAsync(cancellationToken);
        try
        {
            await SendAsync(socket, Call("StartCircuit", portal.Url + "/", portal.Url + path, "[]", state), cancellationToken);
            var batch = new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray(additions) };
            await SendAsync(socket, Call("UpdateRootComponents", batch.ToJsonString(), state), cancellationToken);
            return new OpenPage(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(), _end.Token) is { MessageType: not WebSocketMessageType.Close } part)
            {
                Interlocked.Add(ref _received, part.Count);
            }
        }
        catch (Exception e) when (e is WebSocketException || RawRequest.IsOver(e))
        {
            // closed
        }
    }

    private async Task PingAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(PingEvery, _end.Token);
                await _socket.SendAsync(Ping, WebSocketMessageType.Binary, true, _end.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException || RawRequest.IsOver(e))
        {
            // closed
        }
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] message, CancellationToken cancellationToken) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, true, cancellationToken);

    /// <summary>SignalR's invocation in MessagePack: [1, {}, id, target, [arguments]], with its length before it.</summary>
    private static byte[] Call(string target, params string[] arguments)
    {
        byte[] message = [0x95, 0x01, 0x80, .. Packed("1"), .. Packed(target), (byte)(0x90 + arguments.Length), .. arguments.SelectMany(Packed)];
        var length = new List<byte>();
        for (var left = message.Length; ; left >>= 7)
        {
            length.Add((byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
            if (left <= 0x7f)
            {
                return [.. length, .. message];
            }
        }
    }

    private static byte[] Packed(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [0xdb, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    [GeneratedRegex("<!--Blazor:({.*?})-->", RegexOptions.Singleline)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->", RegexOptions.Singleline)]
    private static partial Regex State();
}
