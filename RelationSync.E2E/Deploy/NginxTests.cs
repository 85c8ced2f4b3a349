using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.E2E.Deploy;

/// <summary>The example of <c>deploy/nginx</c> in the real nginx, before three nodes that say who they are and what they were sent.</summary>
public sealed class NginxTests : IAsyncLifetime, IDisposable
{
    private readonly List<WebApplication> _nodes = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private NginxProcess? _nginx;

    private string Url => _nginx!.Url;

    public async Task InitializeAsync()
    {
        if (NginxProcess.Missing is not null)
        {
            return;
        }

        var ports = Enumerable.Range(0, 3).Select(_ => ChildProcess.FreePort()).ToList();
        foreach (var port in ports)
        {
            _nodes.Add(await StartAsync(port));
        }

        _nginx = await NginxProcess.StartAsync(ChildProcess.FreePort(), ports, CancellationToken.None);
    }

    public void Dispose() => _http.Dispose();

    public async Task DisposeAsync()
    {
        if (_nginx is not null)
        {
            await _nginx.DisposeAsync();
        }

        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [NginxFact]
    public async Task Browser_StaysOnOneNode_ItsCircuitToo_AndBrowsersAreSpread()
    {
        var nodes = new HashSet<string>();
        for (var browser = 0; browser < 30; browser++)
        {
            using var first = await _http.GetAsync(new Uri($"{Url}/"));
            var node = await first.Content.ReadAsStringAsync();
            var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            cookie = cookie.Split(';')[0];
            nodes.Add(Who(node));

            Assert.Equal(Who(node), Who(await GetAsync("/actions", cookie)));
            Assert.Equal(Who(node), await ConnectAsync(cookie));
        }

        Assert.Equal(3, nodes.Count);
    }

    [NginxFact]
    public async Task Node_IsTold_TheCallersAddressHostAndScheme_AndNotWhatTheCallerClaims()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Url}/");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await _http.SendAsync(request);

        Assert.EndsWith($" 127.0.0.1 http {new Uri(Url).Authority}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [NginxFact]
    public async Task Sender_MeetsAnotherNode_WhereOneIsGoneOrRefuses()
    {
        await _nodes[0].StopAsync();

        for (var i = 0; i < 10; i++)
        {
            using var answer = await _http.PostAsync(new Uri($"{Url}/api/v1/inboxes/support/operations"), new StringContent("busy"));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode); // the second node answers 503 to it
        }
    }

    [NginxFact]
    public async Task Body_AsLargeAsTheIntakeTakes_GetsThrough_AndALargerOneDoesNot()
    {
        using var fits = await _http.PostAsync(new Uri($"{Url}/api/v1/inboxes/support/operations"), new ByteArrayContent(new byte[5 * 1024 * 1024]));
        using var tooLarge = await _http.PostAsync(new Uri($"{Url}/api/v1/inboxes/support/operations"), new ByteArrayContent(new byte[7 * 1024 * 1024]));

        Assert.Equal(HttpStatusCode.Accepted, fits.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    private static string Who(string answer) => answer.Split(' ')[0];

    private async Task<string> GetAsync(string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url + path);
        request.Headers.Add("Cookie", cookie);
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<string> ConnectAsync(string cookie)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new Uri(Url.Replace("http://", "ws://", StringComparison.Ordinal) + "/_blazor"), CancellationToken.None);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return System.Text.Encoding.ASCII.GetString(buffer, 0, received.Count);
    }

    private async Task<WebApplication> StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var node = builder.Build();
        var (number, name) = (_nodes.Count, $"node{port}");
        node.UseWebSockets();
        node.Map("/_blazor", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(name), WebSocketMessageType.Text, true, context.RequestAborted);
        });
        node.MapPost("/api/v1/inboxes/{inbox}/operations", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            return await reader.ReadToEndAsync() == "busy" && number == 1 ? Results.StatusCode(503) : Results.StatusCode(202);
        });
        node.MapFallback(context => context.Response.WriteAsync(
            $"{name} {context.Request.Headers["X-Forwarded-For"]} {context.Request.Headers["X-Forwarded-Proto"]} {context.Request.Host}"));
        await node.StartAsync();
        return node;
    }
}
