using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>The connection of an open page: who may open it, and how much may come over it.</summary>
public sealed class CircuitTests : IClassFixture<PortalFactory>, IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly PortalFactory _portal;
    private readonly string _email = $"{Guid.NewGuid():N}@example.com";

    public CircuitTests(PortalFactory portal)
    {
        _portal = portal;
        portal.Settings["PublicUrl"] = "http://sync.example.com";
    }

    public async Task InitializeAsync() =>
        Assert.Null(await _portal.Services.GetRequiredService<AccountService>().CreateAsync(_email, Password, AccountRole.Support, default));

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("http://localhost", true)]
    [InlineData("https://localhost", true)]
    [InlineData("http://LOCALHOST:80", true)]
    [InlineData("http://sync.example.com", true)]
    [InlineData("https://sync.example.com", false)]
    [InlineData("http://sync.example.com:8080", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("http://evil.example", false)]
    [InlineData("http://evil.example/localhost", false)]
    [InlineData("http://localhost@evil.example", false)]
    [InlineData("http://127.0.0.1", false)]
    [InlineData("null", false)]
    [InlineData("file://", false)]
    public async Task Open_FromAPageOf_OnlyOurOwnIsLetIn(string origin, bool isOurs)
    {
        var client = _portal.Browser();
        await PortalFactory.LoginAsync(client, _email, Password);
        using var negotiate = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        negotiate.Headers.TryAddWithoutValidation("Origin", origin);

        var answer = await client.SendAsync(negotiate);

        Assert.Equal(isOurs ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(isOurs, await OpensAsync(origin));
    }

    [Fact]
    public async Task Open_WithoutAnOrigin_IsNoBrowsers() => Assert.False(await OpensAsync(null));

    [Fact]
    public async Task Open_AtAnotherAddressOfThisMachine_IsItsOwnPage() =>
        Assert.True(await OpensAsync("http://127.0.0.1:5080", "ws://127.0.0.1:5080/_blazor"));

    [Theory]
    [InlineData("http://sync.example.com, http://evil.example")]
    public async Task Open_WithTwoOrigins_IsRefused(string origins) => Assert.False(await OpensAsync(origins));

    [Fact]
    public async Task Message_TooLarge_EndsItsOwnCircuitOnly()
    {
        var (mine, others) = (await OpenAsync("http://localhost"), await OpenAsync("http://localhost"));
        Assert.True(await StartsAsync(mine));
        Assert.True(await StartsAsync(others));

        await mine.SendAsync(Framed(new byte[PagesStartup.LongestMessage + 1]), WebSocketMessageType.Binary, true, default);

        Assert.False(await AnswersAsync(mine));
        Assert.True(await AnswersAsync(others));
    }

    [Theory]
    [InlineData(PagesStartup.LongestMessage, true)]
    [InlineData(PagesStartup.LongestMessage + 1, false)]
    public async Task Message_AroundTheLongest_IsTakenUpToIt(int length, bool isTaken)
    {
        var page = await OpenAsync("http://localhost");

        Assert.Equal(isTaken, await AnswersAsync(page, length));
    }

    private async Task<bool> OpensAsync(string? origin, string address = "ws://localhost/_blazor")
    {
        try
        {
            (await OpenAsync(origin, address)).Dispose();
            return true;
        }
        catch (InvalidOperationException e) when (e.Message.Contains("403", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private async Task<WebSocket> OpenAsync(string? origin, string address = "ws://localhost/_blazor")
    {
        var login = await PortalFactory.LoginAsync(_portal.Browser(), _email, Password);
        var cookie = string.Join("; ", login.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        var client = _portal.Server.CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            request.Headers.Cookie = cookie;
            if (origin is not null)
            {
                request.Headers.Origin = origin;
            }
        };
        var socket = await client.ConnectAsync(new Uri(address), default);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, default);
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(await ReadAsync(socket) ?? []));
        return socket;
    }

    // StartCircuit(baseUri, uri, serializedComponentRecords, applicationState) answers with the circuit's secret.
    private static async Task<bool> StartsAsync(WebSocket socket)
    {
        await socket.SendAsync(Invocation("StartCircuit", "http://localhost/", "http://localhost/", "[]", ""), WebSocketMessageType.Binary, true, default);
        return await AnswerAsync(socket) is { } answer && answer.Contains("CfDJ8", StringComparison.Ordinal);
    }

    /// <summary>Calls what isn't there: the answer says so, where there is still somebody to give one.</summary>
    private static async Task<bool> AnswersAsync(WebSocket socket, int length = 0)
    {
        try
        {
            // A long text and a long message have two bytes more of length each.
            var framing = Invocation("Nothing", "").Length + 4;
            var message = length == 0 ? Invocation("Nothing") : Invocation("Nothing", new string('x', length - framing));
            Assert.True(length == 0 || message.Length == length);
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, default);
            return await AnswerAsync(socket) is { } answer && answer.Contains("Nothing", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The next completion, past pings and renders; null: the connection has ended.</summary>
    private static async Task<string?> AnswerAsync(WebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await ReadAsync(socket, patience.Token) is { } message)
        {
            var text = Encoding.UTF8.GetString(message);
            if (text.Contains("CfDJ8", StringComparison.Ordinal) || text.Contains("Nothing", StringComparison.Ordinal))
            {
                return text;
            }
        }

        return null;
    }

    private static async Task<byte[]?> ReadAsync(WebSocket socket, CancellationToken cancellationToken = default)
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

    // MessagePack as SignalR frames it: [1, {}, "1", target, [arguments]].
    private static byte[] Invocation(string target, params string[] arguments) =>
        Framed([0x95, 0x01, 0x80, .. Text("1"), .. Text(target), (byte)(0x90 + arguments.Length), .. arguments.SelectMany(Text)]);

    private static byte[] Text(string text) => text.Length < 32
        ? [(byte)(0xa0 + text.Length), .. Encoding.UTF8.GetBytes(text)]
        : [0xda, (byte)(text.Length >> 8), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Framed(byte[] message)
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
}
