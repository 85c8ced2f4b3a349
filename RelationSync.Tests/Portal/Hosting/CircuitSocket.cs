using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>The connection of an open page, as Blazor's script holds it.</summary>
internal sealed partial class CircuitSocket(WebSocket socket) : IDisposable
{
    /// <summary>Signs in, connects and shakes hands.</summary>
    public static async Task<CircuitSocket> OpenAsync(PortalFactory portal, (string Email, string Password) account, string? origin, string address = "ws://localhost/_blazor")
    {
        var login = await PortalFactory.LoginAsync(portal.Browser(), account.Email, account.Password);
        var cookie = string.Join("; ", login.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        var client = portal.Server.CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            request.Headers.Cookie = cookie;
            if (origin is not null)
            {
                request.Headers.Origin = origin;
            }
        };
        var socket = new CircuitSocket(await client.ConnectAsync(new Uri(address), default));
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text);
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(await socket.ReadAsync() ?? []));
        return socket;
    }

    /// <summary>MessagePack as SignalR frames it: [1, {}, "1", target, [arguments]].</summary>
    public static byte[] Invocation(string target, params string[] arguments) =>
        Framed([0x95, 0x01, 0x80, .. Text("1"), .. Text(target), (byte)(0x90 + arguments.Length), .. arguments.SelectMany(Text)]);

    public static byte[] Framed(byte[] message)
    {
        var prefix = new List<byte>();
        for (var left = message.Length; ; left >>= 7)
        {
            prefix.Add((byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
            if (left <= 0x7f)
            {
                return [.. prefix, .. message];
            }
        }
    }

    public Task SendAsync(byte[] message, WebSocketMessageType type = WebSocketMessageType.Binary) => socket.SendAsync(message, type, true, default);

    /// <summary>StartCircuit(baseUri, uri, serializedComponentRecords, applicationState) answers with the circuit's secret; null: it doesn't.</summary>
    public async Task<string?> StartAsync()
    {
        await SendAsync(Invocation("StartCircuit", "http://localhost/", "http://localhost/", "[]", ""));
        return await ReadUntilAsync("CfDJ8") is { } answer ? Secret().Match(answer).Value : null;
    }

    /// <summary>The next message with any of these words, past pings and renders; null: the connection has ended.</summary>
    public async Task<string?> ReadUntilAsync(params string[] words)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await ReadAsync(patience.Token) is { } message)
        {
            var text = Encoding.UTF8.GetString(message);
            if (words.Any(w => text.Contains(w, StringComparison.Ordinal)))
            {
                return text;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private static byte[] Text(string text) => text.Length < 32
        ? [(byte)(0xa0 + text.Length), .. Encoding.UTF8.GetBytes(text)]
        : [0xda, (byte)(text.Length >> 8), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Secret();

    private async Task<byte[]?> ReadAsync(CancellationToken cancellationToken = default)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        ValueWebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += result.Count;
        }
        while (!result.EndOfMessage);
        return result.MessageType is WebSocketMessageType.Close ? null : buffer[..length];
    }
}
