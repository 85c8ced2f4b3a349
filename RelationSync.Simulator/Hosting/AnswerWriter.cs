using System.IO.Compression;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace RelationSync.Simulator.Hosting;

internal static class AnswerWriter
{
    private const int WorthPacking = 1024;
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    public static async Task SendAsync(HttpContext context, HttpAnswer answer)
    {
        var response = context.Response;
        var body = Prepare(context, answer);
        response.ContentLength = answer.Status is 204 or 304 ? null : body.Length;
        if (body.Length > 0 && answer.Status is not (204 or 304) && context.Request.Method != "HEAD")
        {
            await response.Body.WriteAsync(body, CancellationToken.None);
        }
    }

    /// <summary>
    /// Announces the whole, sends half, and hangs up. An abort alone would also take back what the client hasn't read yet, so
    /// our side of the connection is ended first, and the rest when the client has seen it.
    /// </summary>
    public static async Task SendHalfAsync(HttpContext context, HttpAnswer answer)
    {
        var body = Prepare(context, answer);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body[..(body.Length / 2)], CancellationToken.None);
        await context.Response.Body.FlushAsync(CancellationToken.None);
        context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
        await Task.Delay(LongestGoodbye, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private static ReadOnlyMemory<byte> Prepare(HttpContext context, HttpAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.Body.Length > 0)
        {
            response.ContentType = answer.ContentType;
        }

        var accepts = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (!accepts || answer.Body.Length < WorthPacking)
        {
            return answer.Body;
        }

        response.Headers.ContentEncoding = "gzip";
        response.Headers.Vary = "Accept-Encoding";
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(answer.Body.Span);
        }

        return packed.ToArray();
    }
}
