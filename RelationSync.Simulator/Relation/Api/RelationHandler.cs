using System.Net;
using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.Relation.Api;

/// <summary>The tenants of a world for an <see cref="HttpClient"/> of the same process: no sockets, and waits by the world's clock. Any host will do: <c>http://re.lation/relation/{tenant}/api/v2/…</c>.</summary>
public sealed class RelationHandler(RelationWorld world) : HttpMessageHandler
{
    private const string Root = "/relation/";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        var (name, path) = Split(address.AbsolutePath);
        if (world.Find(name) is not { } tenant)
        {
            return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };
        }

        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var reply = RelationService.Answer(tenant, new OrgRequest(string.Empty, request.Method.Method, path, address.Query, body, HeadersOf(request)));
        if (reply.Delay > TimeSpan.Zero)
        {
            await Task.Delay(reply.Delay, tenant.Clock, cancellationToken);
        }

        return reply.IsHang ? throw new HttpRequestException("The connection was closed.") : Response(request, reply);
    }

    private static (string Tenant, string Path) Split(string path)
    {
        var below = path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : string.Empty;
        var slash = below.IndexOf('/');
        return slash < 0 ? (below, string.Empty) : (Uri.UnescapeDataString(below[..slash]), below[slash..]);
    }

    private static HeaderDictionary HeadersOf(HttpRequestMessage request)
    {
        HeaderDictionary headers = [];
        foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []))
        {
            headers[name] = string.Join(",", values);
        }

        return headers;
    }

    private static HttpResponseMessage Response(HttpRequestMessage request, RelationReply reply)
    {
        var whole = reply.Answer.Body;
        HttpResponseMessage response = new((HttpStatusCode)reply.Answer.Status)
        {
            RequestMessage = request,
            Content = reply.IsTruncated ? new StreamContent(new CutStream(whole[..(whole.Length / 2)])) : new ReadOnlyMemoryContent(whole),
        };
        response.Content.Headers.ContentLength = whole.Length;
        if (whole.Length > 0)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", reply.Answer.ContentType);
        }

        foreach (var (name, value) in reply.Answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
