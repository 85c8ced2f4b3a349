using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RelationSync.Tests.Portal.Salesforce.Support;

/// <summary>A server on loopback that answers as a test says, and keeps what it was asked.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public Func<HttpContext, ReceivedRequest, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public string Url => _app.Urls.Single();

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var server = new ScriptedServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    public IEnumerable<ReceivedRequest> To(string path) => Requests.Where(r => r.Path.Contains(path, StringComparison.Ordinal));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var gzip = context.Request.Headers.ContentEncoding == "gzip";
        await using var plain = gzip ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var request = new ReceivedRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            await reader.ReadToEndAsync(),
            gzip,
            context.Request.Headers.Authorization.ToString(),
            context.Connection.Id);
        Requests.Enqueue(request);
        WrittenSoql.Note(request);
        await Answer(context, request);
    }
}

internal sealed record ReceivedRequest(string Method, string Path, string Body, bool Compressed, string Authorization, string ConnectionId);
